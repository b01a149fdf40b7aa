import { substitutions } from './substitutions.ts';
import { callOf, type Expression, isObject } from './template.ts';

export interface Reference {
  kind: 'Ref' | 'GetAtt';
  name: string;
  attribute?: string;
}

/** Everything that an expression refers to: parameters, pseudo parameters and resources, in the order of appearance. */
export function* references(expression: Expression): Generator<Reference> {
  const call = callOf(expression);
  if (call?.name === 'Ref') {
    if (typeof call.argument === 'string') yield { kind: 'Ref', name: call.argument };
  } else if (call?.name === 'Fn::GetAtt') {
    yield* attributeReference(call.argument);
  } else if (call?.name === 'Fn::Sub') {
    yield* subReferences(call.argument);
  } else if (Array.isArray(expression)) {
    for (const item of expression) yield* references(item);
  } else if (isObject(expression)) {
    for (const value of Object.values(expression)) yield* references(value);
  }
}

function* attributeReference(argument: Expression): Generator<Reference> {
  const [name, attribute] = typeof argument === 'string' ? splitAttribute(argument) : Array.isArray(argument) ? argument : [];
  if (typeof name !== 'string') return;
  yield { kind: 'GetAtt', name, ...(typeof attribute === 'string' ? { attribute } : {}) };
  if (isObject(attribute)) yield* references(attribute);
}

function* subReferences(argument: Expression): Generator<Reference> {
  const [text, values] = Array.isArray(argument) ? argument : [argument];
  const own = isObject(values) ? values : {};
  if (typeof text === 'string') {
    for (const piece of substitutions(text)) {
      if (!('name' in piece) || piece.name in own) continue;
      const [name, attribute] = splitAttribute(piece.name);
      yield attribute === undefined ? { kind: 'Ref', name } : { kind: 'GetAtt', name, attribute };
    }
  }
  for (const value of Object.values(own)) yield* references(value);
}

/** `Resource.Nested.Attribute` → the resource and its attribute. */
export function splitAttribute(name: string): [name: string, attribute?: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
}
