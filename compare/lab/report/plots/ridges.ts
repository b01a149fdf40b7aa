import type { Run } from '../../run.ts';
import { el, escaped, label, path, tooltip } from '../svg/element.ts';
import { axisBelow, named, type Plot, room, WIDTH } from '../svg/plot.ts';
import { linear, type Scale, short } from '../svg/scale.ts';
import { lookOf } from '../svg/style.ts';

export interface Ridge {
  title: string;
  /** At the middle of each of the bins: of the repetitions. */
  mean: readonly number[];
  max: readonly number[];
}

export interface Ridges {
  lanes: readonly Ridge[];
  /** Seconds that each bin lasts. */
  binS: number;
  faults: Run['faults'];
  /** Of the stack's clock. */
  timeScale?: number;
  /** Of the numbers: "messages", "mails a second". */
  unit: string;
}

const RIGHT = WIDTH - 110;

/** One thing over time: a strip a lane, all on the same scale, with what went wrong shaded. */
export function ridges(name: string, title: string, { lanes, binS, faults, timeScale = 1, unit }: Ridges): Plot {
  const left = 24 + room(lanes.map(({ title }) => title));
  const strip = lanes.length > 12 ? 30 : 46;
  const top = 14 + 16 * faults.length;
  const bottom = top + lanes.length * strip;
  const seconds = Math.max(...lanes.map(({ mean }) => mean.length), 1) * binS;
  const x = linear([0, seconds], [left, RIGHT], (s) => `${s} s`, 10);
  const most = Math.max(...lanes.flatMap(({ max }) => [...max]), 1e-9);
  const strips = lanes.map((lane, i) => {
    const base = top + (i + 1) * strip;
    const y = linear([0, most], [base, base - strip + 7]);
    const peak = Math.max(...lane.max, 0);
    const { stroke, fill } = lookOf(i);
    return [
      el('line', { class: 'grid', x1: left, x2: RIGHT, y1: base, y2: base }),
      el('path', { class: `${fill} band`, d: area(lane.max, binS, x, y) }, tooltip(`${lane.title}: at most ${short(peak)} ${unit}`)),
      el('path', { class: `${fill} area`, d: area(lane.mean, binS, x, y) }),
      el('path', { class: `${stroke} line`, 'stroke-width': 1.3, d: path(outline(lane.mean, binS, x, y)) }),
      label(left - 12, base - strip / 2 + 6, named(lane.title), { class: 'end' }),
      label(RIGHT + 10, base - strip / 2 + 6, `max ${short(peak)}`, { class: 'quiet' }),
    ].join('');
  });
  const body = [
    hatching(name),
    ...faults.map((fault, i) => shaded(fault, when(fault, timeScale), { i, x, bottom, name })),
    axisBelow(x, top, bottom, `seconds since the load began; height: ${unit}, the same scale for all lanes (full: ${short(most)})`),
    ...strips,
  ];
  const broken = faults.length > 0 ? ` Shaded: ${faults.map((fault) => when(fault, timeScale)).join('; ')}.` : '';
  const desc = `A strip a lane: ${unit} over time, the mean of the repetitions strong, their largest pale. ${lanes.map(({ title, max }) => `${title}: at most ${short(Math.max(...max, 0))}`).join(', ')}.${broken}`;
  return { name, title, desc, height: bottom + 46, body: body.join('') };
}

/** A fault, its real seconds, and how long it lasts for the stack. */
export function when({ what, fromS, untilS }: Run['faults'][number], timeScale: number): string {
  if (untilS === undefined) return `${what}, from ${short(fromS)} s on`;
  const scaled = timeScale === 1 ? '' : `, ${short((untilS - fromS) * timeScale)} s by the stack’s clock ×${timeScale}`;
  return `${what}, from ${short(fromS)} s to ${short(untilS)} s${scaled}`;
}

const outline = (values: readonly number[], binS: number, x: Scale, y: Scale) =>
  values.flatMap((value, i) => [i * binS, (i + 1) * binS].map((s) => [x.at(s), y.at(value)] as const));

const area = (values: readonly number[], binS: number, x: Scale, y: Scale): string =>
  `${path([[x.at(0), y.at(0)], ...outline(values, binS, x, y), [x.at(values.length * binS), y.at(0)]])}Z`;

const hatching = (name: string) =>
  el(
    'defs',
    {},
    el(
      'pattern',
      { id: `${name}-hatch`, width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      el('line', { class: 'hatch', x1: 0, x2: 0, y1: 0, y2: 7, 'stroke-width': 1.4 }),
    ),
  );

function shaded(
  fault: Run['faults'][number],
  said: string,
  { i, x, bottom, name }: { i: number; x: Scale; bottom: number; name: string },
): string {
  const from = Math.min(x.at(fault.fromS), x.range[1]);
  const to = Math.min(fault.untilS === undefined ? x.range[1] : x.at(fault.untilS), x.range[1]);
  const y = 4 + 16 * i;
  const box = { x: from, y: y + 10, width: Math.max(0, to - from), height: bottom - y - 10 };
  return `${el('rect', { class: 'fault', ...box })}${el('rect', { fill: `url(#${name}-hatch)`, ...box }, el('title', {}, escaped(said)))}${label(from, y + 7, said, { class: 'small' })}`;
}
