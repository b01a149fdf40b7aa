import { AwsError } from '../errors.ts';

type Test = (value: unknown) => boolean;

const TOKEN =
  /\s*(?:(&&|\|\||[()])|(\$(?:\.[\w@-]+|\[\d+\]|\["[^"]+"\])*)\s*(NOT\s+EXISTS|EXISTS|IS\s+(?:TRUE|FALSE|NULL)|!=|>=|<=|=|<|>)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s()&|{}"]+))?)/iy;

/**
 * Filter patterns of events that are JSON: `{ ($.level = "ERROR") && ($.took > 100) }`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileJsonPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim().slice(1, -1);
  const parts: (string | Test)[] = [];
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw invalid(pattern);
    const [, sign, path = '', operator = '', quoted, bare] = match;
    parts.push(sign ?? comparison(path, operator.toUpperCase().replace(/\s+/g, ' '), quoted, bare, pattern));
  }
  let next = 0;
  const is = (sign: string) => parts[next] === sign && ++next > 0;
  const or = (): Test => {
    const tests = [and()];
    while (is('||')) tests.push(and());
    return (value) => tests.some((test) => test(value));
  };
  const and = (): Test => {
    const tests = [one()];
    while (is('&&')) tests.push(one());
    return (value) => tests.every((test) => test(value));
  };
  const one = (): Test => {
    if (is('(')) {
      const inner = or();
      if (!is(')')) throw invalid(pattern);
      return inner;
    }
    const test = parts[next++];
    if (typeof test !== 'function') throw invalid(pattern);
    return test;
  };
  const test = or();
  if (next < parts.length) throw invalid(pattern);
  return (message) => {
    const event = parsed(message);
    return event !== undefined && test(event);
  };
}

/** A message as a JSON object, or undefined. */
export function parsed(message: string): unknown {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

/** What a selector (`$.a.b[0]`) finds. */
export function select(event: unknown, path: string): unknown {
  let value = event;
  for (const [, name, index, quoted] of path.matchAll(/\.([\w@-]+)|\[(\d+)\]|\["([^"]+)"\]/g))
    value = (value as Record<string, unknown> | null | undefined)?.[name ?? index ?? quoted ?? ''];
  return value;
}

function comparison(path: string, operator: string, quoted: string | undefined, bare: string | undefined, pattern: string): Test {
  const at =
    (test: (value: unknown) => boolean): Test =>
    (event) =>
      test(select(event, path));
  if (operator === 'EXISTS') return at((value) => value !== undefined);
  if (operator === 'NOT EXISTS') return at((value) => value === undefined);
  if (operator === 'IS TRUE') return at((value) => value === true);
  if (operator === 'IS FALSE') return at((value) => value === false);
  if (operator === 'IS NULL') return at((value) => value === null);
  const wanted = quoted?.replace(/\\(.)/g, '$1') ?? bare;
  if (wanted === undefined) throw invalid(pattern);
  const number = quoted === undefined ? Number(wanted) : Number.NaN;
  const wild = new RegExp(`^${wanted.split('*').map(escaped).join('.*')}$`, 's');
  const same = (value: unknown) =>
    Number.isNaN(number) ? ['string', 'number', 'boolean'].includes(typeof value) && wild.test(String(value)) : value === number;
  if (operator === '=') return at(same);
  if (operator === '!=') return at((value) => value !== undefined && !same(value));
  if (Number.isNaN(number)) throw invalid(pattern);
  const compare = { '>': (v: number) => v > number, '<': (v: number) => v < number, '>=': (v: number) => v >= number }[operator];
  return at((value) => typeof value === 'number' && (compare?.(value) ?? value <= number));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const invalid = (pattern: string) => new AwsError('InvalidParameterException', `Invalid filter pattern: ${pattern}`);
