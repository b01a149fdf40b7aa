import { PatternError } from './pattern-error.ts';

const COMPARE: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
};

/**
 * `["=", 5]`, or a range with its lower bound first: `[">", 0, "<=", 150]`. Only numbers match; a numeral in a string does not.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching
 */
export function compileNumeric(operand: unknown): (value: unknown) => boolean {
  if (!Array.isArray(operand)) throw new PatternError('Value of numeric must be an array.');
  if (operand.length === 0) throw new PatternError('Invalid member in numeric match: ]');
  if (operand.length > 4) throw new PatternError('Too many terms in numeric range expression');
  const bounds: [string, number][] = [];
  for (let i = 0; i < operand.length; i += 2) {
    const [operator, bound] = [operand[i], operand[i + 1]];
    if (typeof operator !== 'string') throw new PatternError(`Invalid member in numeric match: ${JSON.stringify(operator)}`);
    if (!Object.hasOwn(COMPARE, operator)) throw new PatternError(`Unrecognized numeric range operator: ${operator}`);
    if (typeof bound !== 'number') throw new PatternError(`Value of ${operator} must be numeric`);
    bounds.push([operator, bound]);
  }
  const [lower, upper] = bounds;
  if (lower && upper) {
    if (!lower[0].startsWith('>')) throw new PatternError('Too many terms in numeric range expression');
    if (!upper[0].startsWith('<')) throw new PatternError(`Bad numeric range operator: ${upper[0]}`);
    if (lower[1] >= upper[1]) throw new PatternError('Bottom must be less than top');
  }
  return (value) => typeof value === 'number' && bounds.every(([operator, bound]) => COMPARE[operator]?.(value, bound));
}
