import { duration } from '../../../report/format.ts';
import { at, type Quantiles } from '../../../simulate/quantiles.ts';
import { QUANTILES, type Quantile, type Value } from '../../figures.ts';
import { plusMinus } from '../interval-text.ts';
import { el, label, tooltip } from '../svg/element.ts';
import { marker } from '../svg/marker.ts';
import { axisBelow, named, type Plot, room, WIDTH } from '../svg/plot.ts';
import { decadesOf, logarithmic, msLabel, type Scale } from '../svg/scale.ts';
import { type Look, lookOf } from '../svg/style.ts';

export interface Dots {
  title: string;
  values: Record<Quantile, Value>;
  /** What is known of AWS, drawn below in grey. */
  reference?: Quantiles | undefined;
}

const RIGHT = WIDTH - 120;
const TOP = 30;
const SIGN: Record<Quantile, Look['marker']> = { 50: 'circle', 95: 'diamond', 99: 'triangle' };

/** A line a lane: p50, p95 and p99 with their intervals, and the reference figures of AWS beside, where there are any. */
export function dots(name: string, title: string, lanes: readonly Dots[]): Plot {
  const left = 24 + room(lanes.map(({ title }) => title));
  // a reference takes room of its own
  const tops: number[] = [];
  let bottom = TOP;
  for (const { reference } of lanes) {
    tops.push(bottom);
    bottom += reference ? 38 : 26;
  }
  const inAll = lanes.flatMap(({ values, reference }) => [
    ...QUANTILES.flatMap((quantile) => [
      values[quantile].ms ?? 1,
      Math.min(values[quantile].interval?.high ?? 0, 10 * (values[quantile].ms ?? 1)),
    ]),
    ...(reference ? [at(reference, 0.1), at(reference, 0.99)] : []),
  ]);
  const x = logarithmic(
    decadesOf(
      inAll.filter((ms) => ms > 0),
      0.5,
    ),
    [left, RIGHT],
    msLabel,
  );
  const lines = lanes.map(({ title, values, reference }, i) => {
    const y = (tops[i] ?? TOP) + 14;
    const look = lookOf(i);
    return [
      label(left - 12, y + 4, named(title), { class: 'end' }),
      ...QUANTILES.map((quantile) => dot(quantile, values[quantile], x, y, look, title)),
      label(RIGHT + 12, y + 4, plusMinus(values[50])),
      reference ? referenceLine(reference, x, y + 13) : '',
    ].join('');
  });
  const signs = QUANTILES.map(
    (quantile, i) =>
      `${marker({ ...lookOf(6), marker: SIGN[quantile] }, left + 6 + i * 58, 12)}${label(left + 16 + i * 58, 16, `p${quantile}`)}`,
  );
  const aws = lanes.some(({ reference }) => reference)
    ? `${el('line', { class: 'reference', x1: left + 182, x2: left + 212, y1: 12, y2: 12 })}${el('circle', { class: 'hollow', cx: left + 194, cy: 12, r: 3.5 })}${label(left + 220, 16, 'real AWS, as published: p10 to p99, p50 (not this run)', { class: 'quiet' })}`
    : '';
  const body = [
    ...signs,
    aws,
    axisBelow(x, TOP, bottom, 'milliseconds, logarithmic; bars are 95 % intervals over the repetitions'),
    ...lines,
  ];
  const desc = `A line a lane. ${lanes.map(({ title, values }) => `${title}: p50 ${plusMinus(values[50])}, p95 ${duration(values[95].ms)}, p99 ${duration(values[99].ms)}`).join('; ')}.`;
  return { name, title, desc, height: bottom + 48, body: body.join('') };
}

function dot(quantile: Quantile, { ms, interval }: Value, x: Scale, y: number, look: Look, title: string): string {
  if (ms === undefined) return '';
  const clamp = (value: number) => Math.min(Math.max(x.at(value), x.range[0]), x.range[1]);
  const whisker =
    interval && quantile !== 99
      ? el('line', {
          class: `${look.stroke} whisker`,
          'stroke-opacity': quantile === 50 ? 1 : 0.45,
          x1: clamp(interval.low),
          x2: clamp(interval.high),
          y1: y,
          y2: y,
        })
      : '';
  const text = `${title}: p${quantile} ${duration(ms)}${interval ? `, ${interval.low.toFixed(1)} to ${interval.high.toFixed(1)} ms` : ''}`;
  return el('g', {}, tooltip(text), whisker, marker({ ...look, marker: SIGN[quantile] }, x.at(ms), y, quantile === 50 ? 4.5 : 3.6));
}

function referenceLine(reference: Quantiles, x: Scale, y: number): string {
  const [low, median, high] = [0.1, 0.5, 0.99].map((share) => at(reference, share)) as [number, number, number];
  return el(
    'g',
    {},
    tooltip(`AWS, as published: p50 ${duration(median)}, p99 ${duration(high)}`),
    el('line', { class: 'reference', x1: x.at(low), x2: x.at(high), y1: y, y2: y }),
    el('circle', { class: 'hollow', cx: x.at(median), cy: y, r: 3.5 }),
  );
}
