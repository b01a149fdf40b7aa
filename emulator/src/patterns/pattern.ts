import { compileMatcher, type Matcher } from './matcher.ts';
import { PatternError } from './pattern-error.ts';

export { PatternError };

/** Says whether a value (an event, a record, a message body) is let through. */
export type Test = (value: unknown) => boolean;

/**
 * Compiles an event pattern, as EventBridge, Lambda's FilterCriteria and SNS body policies write it: objects descend, arrays list
 * what a leaf may be. Takes the pattern itself or its JSON text; throws PatternError where it is not one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown): Test {
  return compileObject(typeof pattern === 'string' ? parse(pattern) : pattern);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PatternError((error as Error).message);
  }
}

function compileObject(pattern: unknown): Test {
  if (!isObject(pattern)) throw new PatternError('Filter is not an object');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new PatternError('Empty objects are not allowed');
  const tests = entries.map(([key, part]) => (key === '$or' && isAlternatives(part) ? compileAlternatives(part) : compileField(key, part)));
  // An array of objects is searched for one element that satisfies all fields together.
  return (value) =>
    Array.isArray(value)
      ? value.some((element) => isObject(element) && tests.every((test) => test(element)))
      : tests.every((test) => test(value));
}

/** `$or` is an operator only with two objects or more; otherwise it is a field that happens to have the name. */
function isAlternatives(part: unknown): part is unknown[] {
  return Array.isArray(part) && part.length > 1 && part.every(isObject);
}

function compileAlternatives(parts: unknown[]): Test {
  const tests = parts.map(compileObject);
  return (value) => tests.some((test) => test(value));
}

function compileField(key: string, part: unknown): Test {
  // A dotted name is a path: `{"a.b": […]}` is `{"a": {"b": […]}}`.
  const dot = key.indexOf('.');
  if (dot > 0) return compileField(key.slice(0, dot), { [key.slice(dot + 1)]: part });
  if (isObject(part)) {
    const inner = compileObject(part);
    // Absent or simple parents, and lists of simple values, go down as undefined, so that `exists: false` holds below them.
    return (value) => {
      const child = field(value, key);
      return inner(isObject(child) || (Array.isArray(child) && child.some(isObject)) ? child : undefined);
    };
  }
  if (!Array.isArray(part)) throw new PatternError(`"${key}" must be an object or an array`);
  if (part.length === 0) throw new PatternError('Empty arrays are not allowed');
  const matchers = part.map(compileMatcher);
  return (value) => matchLeaf(matchers, field(value, key));
}

/** Whether one of the matchers takes a leaf; one matching element of an array is enough. */
function matchLeaf(matchers: Matcher[], leaf: unknown): boolean {
  const present = isLeaf(leaf);
  return matchers.some((matcher) => {
    if (matcher.exists !== undefined) return matcher.exists === present;
    if (!present) return false;
    return Array.isArray(leaf) ? leaf.some((element) => matcher.test(element)) : matcher.test(leaf);
  });
}

/** `exists` looks at leaves only: an object in between does not count as one. */
function isLeaf(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.some(isLeaf);
  return value !== undefined && !isObject(value);
}

/** A field by its name. Fields whose dotted names begin with it are taken as nested in it, as in patterns. */
function field(value: unknown, key: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  const below = Object.entries(value).filter(([name]) => name.startsWith(`${key}.`));
  return below.length > 0 ? Object.fromEntries(below.map(([name, inner]) => [name.slice(key.length + 1), inner])) : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
