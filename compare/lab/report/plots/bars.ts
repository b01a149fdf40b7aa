import { el, label, tooltip } from '../svg/element.ts';
import { axisBelow, named, type Plot, room, WIDTH } from '../svg/plot.ts';
import { linear } from '../svg/scale.ts';
import { lookOf } from '../svg/style.ts';

export interface Bar {
  title: string;
  /** Dollars: what each message adds, and what is paid for whatever comes. */
  used: number;
  idle: number;
}

const RIGHT = WIDTH - 100;
const ROW = 26;

/** A bar a lane: full what messages cost, pale what waiting costs. */
export function bars(name: string, title: string, axis: string, lanes: readonly Bar[]): Plot {
  const left = 24 + room(lanes.map(({ title }) => title));
  const most = Math.max(...lanes.map(({ used, idle }) => used + idle), 1e-9);
  const x = linear([0, most], [left, RIGHT], dollarTick);
  const bottom = 30 + lanes.length * ROW;
  const rows = lanes.map(({ title, used, idle }, i) => {
    const y = 30 + i * ROW + 4;
    const { fill } = lookOf(i);
    const both = `${dollars(used + idle)}${idle > 0 ? `, ${dollars(idle)} of it idle` : ''}`;
    return [
      label(left - 12, y + 13, named(title), { class: 'end' }),
      el('rect', { class: fill, x: left, y, width: x.at(used) - left, height: ROW - 8 }, tooltip(`${title}: ${both}`)),
      el(
        'rect',
        { class: `${fill} idle`, x: x.at(used), y, width: x.at(used + idle) - x.at(used), height: ROW - 8 },
        tooltip(`${title}: ${both}`),
      ),
      label(x.at(used + idle) + 8, y + 13, dollars(used + idle)),
    ].join('');
  });
  const { fill } = lookOf(6);
  const legend = [
    el('rect', { class: fill, x: left, y: 4, width: 16, height: 12 }),
    label(left + 22, 14, 'by message'),
    el('rect', { class: `${fill} idle`, x: left + 110, y: 4, width: 16, height: 12 }),
    label(left + 132, 14, 'idle: polls that find nothing, processes that wait'),
  ];
  const desc = `A bar a lane. ${lanes.map(({ title, used, idle }) => `${title} ${dollars(used + idle)}, ${dollars(idle)} of it idle`).join('; ')}.`;
  return { name, title, desc, height: bottom + 46, body: [...legend, axisBelow(x, 26, bottom, axis), ...rows].join('') };
}

/** Less than a hundredth of a cent is nothing. */
export const dollars = (usd: number): string => {
  if (usd >= 1000) return `$${Math.round(usd).toLocaleString('en-US')}`;
  return `$${usd < 1e-4 ? '0' : usd < 0.01 ? Number(usd.toPrecision(2)) : usd.toFixed(2)}`;
};

/** Of an axis, whose values are round. */
export const dollarTick = (usd: number): string => `$${Number(usd.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 6 })}`;
