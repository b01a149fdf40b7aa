import { compileCidr } from './cidr.ts';
import { compileNumeric } from './numeric.ts';
import { PatternError } from './pattern-error.ts';
import { compileWildcard } from './wildcard.ts';

/** One entry of a leaf's list. `exists` is answered by the caller, who alone knows whether the field is there. */
export interface Matcher {
  test(value: unknown): boolean;
  exists?: boolean;
}

type Make = (operand: unknown) => (value: unknown) => boolean;

const OPERATORS: Record<string, Make> = {
  prefix: (operand) => affix('prefix', operand, (value, part) => value.startsWith(part)),
  suffix: (operand) => affix('suffix', operand, (value, part) => value.endsWith(part)),
  'equals-ignore-case': ignoreCase,
  wildcard: compileWildcard,
  numeric: compileNumeric,
  cidr: compileCidr,
  'anything-but': anythingBut,
};

/** Compiles a literal or an operator object. */
export function compileMatcher(entry: unknown): Matcher {
  if (isSimple(entry)) return { test: (value) => value === entry };
  const [name, operand] = onlyEntry(entry);
  if (name === 'exists') {
    if (typeof operand !== 'boolean') throw new PatternError('exists match pattern must be either true or false.');
    return { exists: operand, test: () => operand };
  }
  const make = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!make) throw new PatternError(`Unrecognized match type ${name}`);
  return { test: make(operand) };
}

const isSimple = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value);

function onlyEntry(entry: unknown): [string, unknown] {
  if (Array.isArray(entry)) throw new PatternError('Match value must be String, number, true, false, or null');
  const [first, ...more] = Object.entries(entry as object);
  if (!first || more.length > 0) throw new PatternError('Only one key allowed in match expression');
  return first;
}

/** `{"prefix": "a"}` and `{"prefix": {"equals-ignore-case": "a"}}`. */
function affix(name: string, operand: unknown, holds: (value: string, part: string) => boolean): (value: unknown) => boolean {
  if (typeof operand === 'string') {
    return (value) => typeof value === 'string' && holds(value, operand);
  }
  const folded = typeof operand === 'object' && operand !== null ? (operand as Record<string, unknown>)['equals-ignore-case'] : undefined;
  if (typeof folded !== 'string') throw new PatternError(`${name} match pattern must be a string`);
  const part = folded.toLowerCase();
  return (value) => typeof value === 'string' && holds(value.toLowerCase(), part);
}

function ignoreCase(operand: unknown): (value: unknown) => boolean {
  if (typeof operand !== 'string') throw new PatternError('equals-ignore-case match pattern must be a string');
  const wanted = operand.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
}

/** Operators that `anything-but` turns round, with what AWS says where their operand is no string. */
const NEGATED: Record<string, string> = {
  prefix: 'prefix/suffix match pattern must be a string',
  suffix: 'prefix/suffix match pattern must be a string',
  'equals-ignore-case': 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  wildcard: 'wildcard match pattern must be a string',
};
const NO_OPERAND = 'Value of anything-but must be an array or single string/number value.';

/** A value, a list of values, or one of four operators with a string or a list of strings. Never true of an absent field. */
function anythingBut(operand: unknown): (value: unknown) => boolean {
  if (isSimple(operand) || Array.isArray(operand)) {
    const refused = new Set(Array.isArray(operand) ? operand : [operand]);
    if (refused.size === 0) throw new PatternError('Empty arrays are not allowed');
    for (const value of refused) {
      if (typeof value !== 'string' && typeof value !== 'number')
        throw new PatternError(Array.isArray(operand) ? 'Inside anything but list, start|null|boolean is not supported.' : NO_OPERAND);
    }
    return (value) => !refused.has(value);
  }
  const [name, given] = onlyEntry(operand);
  const complaint = Object.hasOwn(NEGATED, name) ? NEGATED[name] : undefined;
  if (complaint === undefined) throw new PatternError(`Unsupported anything-but pattern: ${name}`);
  const parts: unknown[] = Array.isArray(given) ? given : [given];
  if (parts.length === 0) throw new PatternError('Empty arrays are not allowed');
  for (const part of parts) {
    if (typeof part === 'object' && part !== null) throw new PatternError(NO_OPERAND);
    if (typeof part !== 'string') throw new PatternError(complaint);
    if (part === '' && /fix$/.test(name)) throw new PatternError('Null prefix/suffix not allowed');
  }
  const tests = parts.map(OPERATORS[name] as Make);
  return (value) => !tests.some((test) => test(value));
}
