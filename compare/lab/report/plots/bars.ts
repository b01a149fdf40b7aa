import { el, label, tooltip } from '../svg/element.ts';
import { axisBelow, cut, type Plot, WIDTH } from '../svg/plot.ts';
import { linear } from '../svg/scale.ts';
import { lookOf } from '../svg/style.ts';

export interface Bar {
  title: string;
  /** Dollars: what each message adds, and what is paid for whatever comes. */
  used: number;
  idle: number;
}

const LEFT = 170;
const RIGHT = WIDTH - 100;
const ROW = 26;

/** A bar a lane: full what messages cost, pale what waiting costs. */
export function bars(name: string, title: string, axis: string, lanes: readonly Bar[]): Plot {
  const most = Math.max(...lanes.map(({ used, idle }) => used + idle), 1e-9);
  const x = linear([0, most], [LEFT, RIGHT], dollars);
  const bottom = 30 + lanes.length * ROW;
  const rows = lanes.map(({ title, used, idle }, i) => {
    const y = 30 + i * ROW + 4;
    const { fill } = lookOf(i);
    const both = `${dollars(used + idle)}${idle > 0 ? `, ${dollars(idle)} of it idle` : ''}`;
    return [
      label(LEFT - 12, y + 13, cut(title, 24), { class: 'end' }),
      el('rect', { class: fill, x: LEFT, y, width: x.at(used) - LEFT, height: ROW - 8 }, tooltip(`${title}: ${both}`)),
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
    el('rect', { class: fill, x: LEFT, y: 4, width: 16, height: 12 }),
    label(LEFT + 22, 14, 'by message'),
    el('rect', { class: `${fill} idle`, x: LEFT + 110, y: 4, width: 16, height: 12 }),
    label(LEFT + 132, 14, 'idle: polls that find nothing, processes that wait'),
  ];
  const desc = `A bar a lane. ${lanes.map(({ title, used, idle }) => `${title} ${dollars(used + idle)}, ${dollars(idle)} of it idle`).join('; ')}.`;
  return { name, title, desc, height: bottom + 46, body: [...legend, axisBelow(x, 26, bottom, axis), ...rows].join('') };
}

export const dollars = (usd: number): string =>
  `$${usd >= 1000 ? Math.round(usd).toLocaleString('en-US') : usd === 0 ? '0' : usd < 0.01 ? String(Number(usd.toPrecision(2))) : usd.toFixed(2)}`;
