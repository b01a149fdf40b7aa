import { percentile } from '../../../measures.ts';
import { duration } from '../../../report/format.ts';
import { el, label, path, tooltip } from '../svg/element.ts';
import { marker } from '../svg/marker.ts';
import { axisBelow, axisBeside, named, type Plot, room, WIDTH } from '../svg/plot.ts';
import { decadesOf, linear, logarithmic, msLabel } from '../svg/scale.ts';
import { lookOf } from '../svg/style.ts';

export interface Distribution {
  title: string;
  /** Milliseconds. */
  values: readonly number[];
}

/** More in one panel can't be told apart. */
const IN_A_PANEL = 12;
const LEFT = 64;
const PANEL = 270;
/** What is measured in whole milliseconds may be 0, which a logarithmic axis doesn't have. */
const LEAST_MS = 0.5;

/** How many of a lane's messages took at most so long: a curve a lane. Where there are many lanes, several panels with one axis. */
export function ecdf(name: string, title: string, lanes: readonly Distribution[]): Plot {
  const right = WIDTH - 124 - room(lanes.map(({ title }) => title));
  const count = Math.max(1, Math.ceil(lanes.length / IN_A_PANEL));
  const each = Math.ceil(lanes.length / count);
  const panels = Array.from({ length: count }, (_, i) => lanes.slice(i * each, (i + 1) * each));
  const domain = decadesOf(
    lanes.flatMap(({ values }) => [percentile(values, 0) ?? 1, percentile(values, 1) ?? 1]),
    LEAST_MS,
  );
  const x = logarithmic(domain, [LEFT, right], msLabel);
  const body = panels.map((panel, p) => {
    const [top, bottom] = [p * (PANEL + 56) + 12, p * (PANEL + 56) + 12 + PANEL];
    const y = linear([0, 100], [bottom, top], (share) => `${share} %`, 5);
    const curves = panel.map(({ title, values }, i) => {
      const look = lookOf(p * each + i);
      const median = percentile(values, 0.5);
      const at = top + 8 + i * 22;
      const curve = el(
        'path',
        {
          class: `${look.stroke} line`,
          'stroke-dasharray': look.dash,
          d: path(steps(values).map(([ms, share]) => [x.at(ms), y.at(share)])),
        },
        tooltip(`${title}: half within ${duration(median)}`),
      );
      const sample = el('path', { class: `${look.stroke} line`, 'stroke-dasharray': look.dash, d: `M${right + 14} ${at}h30` });
      return [
        ...(median === undefined ? [] : [curve, marker(look, x.at(median), y.at(50))]),
        ...[sample, marker(look, right + 29, at), label(right + 52, at + 4, named(title))],
        label(WIDTH - 4, at + 4, duration(median), { class: 'quiet end' }),
      ].join('');
    });
    return [axisBeside(y, LEFT, right, 'of the messages, at most'), axisBelow(x, top, bottom, 'milliseconds, logarithmic'), ...curves].join(
      '',
    );
  });
  const said = lanes.map(({ title, values }) => `${title} ${duration(percentile(values, 0.5))}`).join(', ');
  const desc = `Cumulative distribution, a curve a lane; the sign on each is its median: ${said}.`;
  return { name, title, desc, height: panels.length * (PANEL + 56) + 12, body: body.join('') };
}

/** The corners of the curve: not more of them than pixels. */
function steps(values: readonly number[]): (readonly [ms: number, percent: number])[] {
  const sorted = [...values].sort((a, b) => a - b);
  const every = Math.max(1, Math.floor(sorted.length / 400));
  const corners: (readonly [number, number])[] = [];
  let before = 0;
  for (const [i, ms] of sorted.entries()) {
    if (i % every !== 0 && i !== sorted.length - 1) continue;
    const share = (100 * (i + 1)) / sorted.length;
    corners.push([Math.max(ms, LEAST_MS), before], [Math.max(ms, LEAST_MS), share]);
    before = share;
  }
  return corners;
}
