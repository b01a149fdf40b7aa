import { el, escaped } from './element.ts';
import type { Scale } from './scale.ts';
import { PLOT_CSS } from './style.ts';

/** A drawing, and what it shows for those who can't see it. */
export interface Plot {
  /** Of its file, and part of its ids. */
  name: string;
  title: string;
  desc: string;
  height: number;
  /** Markup. */
  body: string;
}

/** All plots are as wide: a page's. */
export const WIDTH = 860;

/** `standalone`: a file of its own, with its own style; else a part of a page that has it. */
export const svgOf = ({ name, title, desc, height, body }: Plot, standalone: boolean): string =>
  el(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', class: 'plot', viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, role: 'img' },
      'aria-labelledby': `${name}-title ${name}-desc`,
    },
    el('title', { id: `${name}-title` }, escaped(title)),
    el('desc', { id: `${name}-desc` }, escaped(desc)),
    ...(standalone ? [el('style', {}, escaped(PLOT_CSS)), el('rect', { class: 'paper', width: WIDTH, height })] : []),
    body,
  );

/** The lower axis with its grid, from `top` to `bottom`. */
export function axisBelow(scale: Scale, top: number, bottom: number, title: string): string {
  const [from, to] = scale.range;
  const ticks = scale.ticks.map(({ value, label }) => {
    const x = scale.at(value);
    return `${el('line', { class: 'grid', x1: x, x2: x, y1: top, y2: bottom })}${el('text', { class: 'quiet middle', x, y: bottom + 16 }, escaped(label))}`;
  });
  return [
    ...ticks,
    el('line', { class: 'axis', x1: from, x2: to, y1: bottom, y2: bottom }),
    el('text', { class: 'quiet middle', x: (from + to) / 2, y: bottom + 34 }, escaped(title)),
  ].join('');
}

/** The left axis with its grid, from `left` to `right`. */
export function axisBeside(scale: Scale, left: number, right: number, title: string): string {
  const [from, to] = scale.range;
  const ticks = scale.ticks.map(({ value, label }) => {
    const y = scale.at(value);
    return `${el('line', { class: 'grid', x1: left, x2: right, y1: y, y2: y })}${el('text', { class: 'quiet end', x: left - 6, y: y + 4 }, escaped(label))}`;
  });
  const middle = (from + to) / 2;
  const x = left - 54;
  return [...ticks, el('text', { class: 'quiet middle', transform: `rotate(-90 ${x} ${middle})`, x, y: middle }, escaped(title))].join('');
}

/** As much of a name as has room. */
const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** About what a letter takes, of the font and size that plots have. */
const LETTER = 6.7;
const LONGEST = 40;

/** Room for the lanes' names: no more than the longest needs, and no more than leaves some for the plot. */
export const room = (titles: readonly string[]): number =>
  Math.ceil(LETTER * Math.min(LONGEST, Math.max(10, ...titles.map(({ length }) => length))));

export const named = (title: string): string => cut(title, LONGEST);
