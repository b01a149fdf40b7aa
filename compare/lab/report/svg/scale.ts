export interface Tick {
  value: number;
  label: string;
}

/** From values to pixels, and the values that an axis names. */
export interface Scale {
  at(value: number): number;
  ticks: Tick[];
  range: readonly [number, number];
}

type Pair = readonly [number, number];

export function linear([low, high]: Pair, range: Pair, format: (value: number) => string = String, count = 6): Scale {
  const span = high > low ? high - low : 1;
  const [step] = [1, 2, 5, 10].map((n) => n * 10 ** Math.floor(Math.log10(span / count))).filter((step) => span / step <= count);
  const by = step ?? span;
  const ticks: Tick[] = [];
  for (let i = Math.ceil(low / by - 1e-9); i * by <= low + span * (1 + 1e-9); i++) ticks.push(tick(i * by, format));
  return { at: (value) => range[0] + ((value - low) / span) * (range[1] - range[0]), ticks, range };
}

/** Values of no more than `low` lie at its end: 0 has no place on it. */
export function logarithmic([low, high]: Pair, range: Pair, format: (value: number) => string = String): Scale {
  const top = Math.max(high, low * 10);
  const decades = Math.log10(top / low);
  const steps = decades < 1.6 ? [1, 2, 3, 5, 7] : decades < 4 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / 8));
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(top); exponent++)
    for (const n of steps) {
      const value = n * 10 ** exponent;
      if (value >= low * 0.999 && value <= top * 1.001 && exponent % every === 0) ticks.push(tick(value, format));
    }
  return { at: (value) => range[0] + (Math.log10(Math.max(value, low) / low) / decades) * (range[1] - range[0]), ticks, range };
}

const tick = (value: number, format: (value: number) => string): Tick => {
  const exact = Number(value.toPrecision(12));
  return { value: exact, label: format(exact) };
};

/** Milliseconds on an axis: `300 ms`, `1 s`, `2 min`. */
export function msLabel(ms: number): string {
  if (ms < 1000) return `${short(ms)} ms`;
  if (ms < 120_000) return `${short(ms / 1000)} s`;
  return `${short(ms / 60_000)} min`;
}

export const short = (value: number): string => String(Number(value.toPrecision(2)));

/** The numbers of a logarithmic axis that hold all of these. */
export const decadesOf = (values: readonly number[], least: number): Pair => {
  let [low, high] = [Number.POSITIVE_INFINITY, least];
  for (const value of values) {
    low = Math.min(low, Math.max(value, least));
    high = Math.max(high, value);
  }
  return [Number.isFinite(low) ? roundDown(low) : least, roundUp(high)];
};

const STEPS = [1, 2, 3, 5, 7, 10];
/** What floating point makes of a round number, and no more: a value above the end of its axis would lie beside it. */
const NEARLY = 1e-9;
function roundDown(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return (STEPS.findLast((step) => step * decade <= value * (1 + NEARLY)) ?? 1) * decade;
}
function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * decade >= value * (1 - NEARLY)) ?? 10) * decade;
}
