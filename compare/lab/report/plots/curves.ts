import { el, label, path, tooltip } from '../svg/element.ts';
import { marker } from '../svg/marker.ts';
import { axisBelow, axisBeside, named, type Plot, WIDTH } from '../svg/plot.ts';
import { decadesOf, logarithmic, short } from '../svg/scale.ts';
import { lookOf } from '../svg/style.ts';
import { dollars, dollarTick } from './bars.ts';

export interface Curves {
  /** Of the lower axis. */
  axis: string;
  values: readonly number[];
  format?: (value: number) => string;
  curves: readonly { mode: string; usd: readonly number[] }[];
  /** Where the run itself was. */
  here?: number | undefined;
}

const LEFT = 76;
const RIGHT = WIDTH - 170;
const [TOP, BOTTOM] = [18, 278];

/** Dollars a million messages along an axis: a line a mode, both axes logarithmic. */
export function curves(name: string, title: string, { axis, values, curves, here, format = short }: Curves): Plot {
  const [first = 1, last = 10] = [values[0], values.at(-1)];
  const x = logarithmic([first, last], [LEFT, RIGHT], format);
  const y = logarithmic(
    decadesOf(
      curves.flatMap(({ usd }) => [...usd]),
      1e-3,
    ),
    [BOTTOM, TOP],
    dollarTick,
  );
  const lines = curves.map(({ mode, usd }, i) => {
    const look = lookOf(i);
    const points = usd.map((dear, j) => [x.at(values[j] as number), y.at(dear)] as const);
    const at = TOP + 6 + i * 22;
    return [
      el(
        'path',
        { class: `${look.stroke} line`, 'stroke-dasharray': look.dash, d: path(points) },
        tooltip(`${mode}: ${dollars(usd[0] ?? 0)} to ${dollars(usd.at(-1) ?? 0)}`),
      ),
      ...points
        .filter((_, j) => (j + 2 * i) % Math.max(1, Math.floor(points.length / 3)) === 0)
        .map(([px, py]) => marker(look, px, py, 3.4)),
      el('path', { class: `${look.stroke} line`, 'stroke-dasharray': look.dash, d: `M${RIGHT + 14} ${at}h30` }),
      ...[marker(look, RIGHT + 29, at, 3.4), label(RIGHT + 52, at + 4, named(mode))],
    ].join('');
  });
  const own =
    here !== undefined && here >= first && here <= last
      ? `${el('line', { class: 'mark', 'stroke-dasharray': '3 3', x1: x.at(here), x2: x.at(here), y1: TOP - 4, y2: BOTTOM })}${label(x.at(here), TOP - 7, 'this run', { class: 'small middle' })}`
      : '';
  const height = Math.max(BOTTOM + 46, TOP + curves.length * 22 + 10);
  const desc = `A line a mode. ${curves.map(({ mode, usd }) => `${mode} from ${dollars(usd[0] ?? 0)} to ${dollars(usd.at(-1) ?? 0)}`).join('; ')}.`;
  return {
    name,
    title,
    desc,
    height,
    body: [axisBeside(y, LEFT, RIGHT, 'dollars a million'), axisBelow(x, TOP, BOTTOM, axis), own, ...lines].join(''),
  };
}
