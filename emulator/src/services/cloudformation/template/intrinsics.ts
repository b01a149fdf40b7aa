import { validationError } from '../errors.ts';
import { cidrBlocks } from './cidr-blocks.ts';
import { splitAttribute } from './references.ts';
import { type Evaluate, isUnknown, KNOWN_AFTER_APPLY, type Scope } from './scope.ts';
import { substitutions } from './substitutions.ts';
import { callOf, type Expression, isObject } from './template.ts';

type Intrinsic = (argument: Expression, evaluate: Evaluate, scope: Scope) => unknown;

/** Availability zones that a region of the embedded stack has. */
const ZONES = ['a', 'b', 'c'];

/**
 * Works out an expression. What comes to nothing (AWS::NoValue) is left out of the object or list that holds it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function evaluateExpression(expression: Expression, scope: Scope): unknown {
  const evaluate: Evaluate = (inner) => evaluateExpression(inner, scope);
  const call = callOf(expression);
  if (call) {
    const intrinsic = INTRINSICS[call.name];
    if (!intrinsic) throw validationError(`Template error: the embedded stack does not support the function ${call.name}`);
    return intrinsic(call.argument, evaluate, scope);
  }
  if (Array.isArray(expression)) return expression.map(evaluate).filter((value) => value !== undefined);
  if (isObject(expression)) {
    const entries = Object.entries(expression).map(([key, value]) => [key, evaluate(value)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  return expression;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A value inside a string: lists, as `Ref` of a list parameter gives them, with commas. */
const text = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value ?? ''));

const unknownOr = (values: unknown[], known: () => unknown) => (isUnknown(values) ? KNOWN_AFTER_APPLY : known());

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, _evaluate, scope) => scope.ref(String(name)),
  'Fn::GetAtt': (argument, evaluate, scope) => {
    const [name, attribute] = typeof argument === 'string' ? splitAttribute(argument) : list(argument);
    return scope.getAtt(String(name), String(evaluate(attribute as Expression)));
  },
  'Fn::Sub': (argument, evaluate, scope) => {
    const [template, values] = Array.isArray(argument) ? argument : [argument];
    const own = isObject(values) ? values : {};
    const replacementOf = (name: string) => {
      if (Object.hasOwn(own, name)) return evaluate(own[name]);
      const [resource, attribute] = splitAttribute(name);
      return attribute === undefined ? scope.ref(resource) : scope.getAtt(resource, attribute);
    };
    return substitutions(String(template))
      .map((piece) => ('name' in piece ? text(replacementOf(piece.name)) : piece.text))
      .join('');
  },
  'Fn::Join': (argument, evaluate) => {
    const [delimiter, parts] = list(argument) as Expression[];
    const values = evaluate(parts);
    return Array.isArray(values) ? values.map(text).join(text(evaluate(delimiter))) : text(values);
  },
  'Fn::Select': (argument, evaluate) => {
    const [position, from] = list(argument).map((item) => evaluate(item as Expression));
    if (typeof from === 'string' && isUnknown(from)) return KNOWN_AFTER_APPLY;
    const value = list(from)[Number(position)];
    if (value === undefined) throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${text(position)}`);
    return value;
  },
  'Fn::Split': (argument, evaluate) => {
    const [delimiter, source] = list(argument).map((item) => evaluate(item as Expression));
    return unknownOr([source], () => text(source).split(text(delimiter)));
  },
  'Fn::If': (argument, evaluate, scope) => {
    const [condition, yes, no] = list(argument) as Expression[];
    return evaluate(scope.condition(String(condition)) ? yes : no);
  },
  'Fn::FindInMap': (argument, evaluate, scope) => {
    const [map, key, attribute, options] = list(argument).map((item) => evaluate(item as Expression));
    const found = scope.mappings[text(map)]?.[text(key)]?.[text(attribute)];
    if (found !== undefined) return found;
    if (isObject(options) && 'DefaultValue' in options) return options.DefaultValue;
    throw validationError(`Template error: Unable to get mapping for ${text(map)}::${text(key)}::${text(attribute)}`);
  },
  'Fn::ImportValue': (argument, evaluate, scope) => {
    const name = text(evaluate(argument));
    return isUnknown(name) ? KNOWN_AFTER_APPLY : scope.importValue(name);
  },
  'Fn::Base64': (argument, evaluate) => {
    const value = evaluate(argument);
    return unknownOr([value], () => Buffer.from(text(value)).toString('base64'));
  },
  'Fn::GetAZs': (argument, evaluate, scope) => ZONES.map((zone) => `${text(evaluate(argument)) || scope.region}${zone}`),
  'Fn::Cidr': (argument, evaluate) => {
    const [block, count, bits] = list(argument).map((item) => evaluate(item as Expression));
    return unknownOr([block], () => cidrBlocks(text(block), Number(count), bits === undefined ? 8 : Number(bits)));
  },
  'Fn::Length': (argument, evaluate) => {
    const value = evaluate(argument);
    return unknownOr([value], () => list(value).length);
  },
  'Fn::ToJsonString': (argument, evaluate) => JSON.stringify(evaluate(argument)),
};
