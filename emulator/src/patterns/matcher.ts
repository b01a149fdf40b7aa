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

const NEGATED = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

/** A value, a list of values, or one of four operators with a string or a list of strings. Never true of an absent field. */
function anythingBut(operand: unknown): (value: unknown) => boolean {
  if (isSimple(operand) || Array.isArray(operand)) {
    const refused = new Set(Array.isArray(operand) ? operand : [operand]);
    if (refused.size === 0) throw new PatternError('Empty arrays are not allowed');
    for (const value of refused) {
      if (typeof value !== 'string' && typeof value !== 'number')
        throw new PatternError('Inside anything but list, start|null|boolean is not supported.');
    }
    return (value) => !refused.has(value);
  }
  const [name, parts] = onlyEntry(operand);
  if (!NEGATED.includes(name)) throw new PatternError(`Unsupported anything-but pattern: ${name}`);
  const make = OPERATORS[name] as Make;
  const tests = (Array.isArray(parts) ? parts : [parts]).map(make);
  if (tests.length === 0) throw new PatternError('Empty arrays are not allowed');
  return (value) => !tests.some((test) => test(value));
}
