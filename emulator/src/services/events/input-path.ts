/** A field, an element of an array, or all its elements. */
type Step = string | number | '*';

const STEP = /^(?:\.([\w-]+)|\[(\d+)\]|\[(\*)\]|\['([^']+)'\])/;

/** The steps of a JSON path of EventBridge's kind (`$.detail.items[0].id`), or undefined where it is none. */
export function parsePath(path: string): { step: Step; all: boolean }[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: { step: Step; all: boolean }[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const [whole, field, index, star, quoted] = STEP.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    steps.push({ step: field ?? quoted ?? (star ? '*' : Number(index)), all: star !== undefined });
    rest = rest.slice(whole.length);
  }
  return steps;
}

/**
 * What a path selects; undefined where there is nothing. `[*]` gives an array of what the rest selects in each element.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function select(path: string, value: unknown): unknown {
  return walk(parsePath(path) ?? [], value);
}

function walk(steps: { step: Step; all: boolean }[], value: unknown): unknown {
  const [first, ...rest] = steps;
  if (!first) return value;
  if (first.all) return Array.isArray(value) ? value.map((one) => walk(rest, one)).filter((one) => one !== undefined) : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, first.step)) return undefined;
  return walk(rest, (value as Record<string | number, unknown>)[first.step]);
}
