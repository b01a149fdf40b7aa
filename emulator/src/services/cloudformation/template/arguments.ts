import { validationError } from '../errors.ts';
import { callOf, type Expression, isObject } from './template.ts';

const isList = (value: Expression, ...lengths: number[]): value is Expression[] => Array.isArray(value) && lengths.includes(value.length);

/** What each function must be given, and what AWS says when it is not. */
const RULES: Record<string, { accepts(argument: Expression): boolean; text: string }> = {
  Ref: { accepts: (value) => typeof value === 'string' && value !== '', text: 'every Ref object must have a single String value.' },
  'Fn::GetAtt': {
    accepts: (value) =>
      typeof value === 'string'
        ? value.includes('.')
        : isList(value, 2) && typeof value[0] === 'string' && Boolean(value[0]) && Boolean(value[1]),
    text: 'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  },
  'Fn::Select': {
    accepts: (value) => isList(value, 2),
    text: 'Fn::Select requires a list argument with two elements: an integer index and a list',
  },
  'Fn::Split': {
    accepts: (value) => isList(value, 2),
    text: 'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  },
  'Fn::Join': {
    accepts: (value) => isList(value, 2),
    text: 'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  },
  'Fn::Equals': { accepts: (value) => isList(value, 2), text: 'every Fn::Equals object requires a list of 2 string parameters.' },
  'Fn::Not': { accepts: (value) => isList(value, 1), text: 'every Fn::Not object requires one boolean parameter.' },
  'Fn::And': {
    accepts: (value) => Array.isArray(value) && value.length >= 2 && value.length <= 10,
    text: 'every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
  },
  'Fn::Or': {
    accepts: (value) => Array.isArray(value) && value.length >= 2 && value.length <= 10,
    text: 'every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.',
  },
  'Fn::If': {
    accepts: (value) => isList(value, 3),
    text: 'Fn::If requires a list argument with three elements: a condition name and the values for true and false',
  },
  'Fn::FindInMap': {
    accepts: (value) => isList(value, 3, 4),
    text: 'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  },
  'Fn::Sub': {
    accepts: (value) => typeof value === 'string' || (isList(value, 2) && typeof value[0] === 'string' && isObject(value[1])),
    text: "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  },
};

/** Checks how many and what kind of arguments the functions of an expression have. */
export function checkArguments(expression: Expression): void {
  const call = callOf(expression);
  const rule = call ? RULES[call.name] : undefined;
  if (call && rule && !rule.accepts(call.argument)) throw validationError(`Template error: ${rule.text}`);
  if (Array.isArray(expression)) for (const item of expression) checkArguments(item);
  else if (isObject(expression)) for (const value of Object.values(expression)) checkArguments(value);
}
