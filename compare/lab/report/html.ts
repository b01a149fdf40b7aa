import type { Block, Cell, Document, Section } from './blocks.ts';
import { textOf } from './blocks.ts';
import { PAGE_CSS } from './page-style.ts';
import { el, escaped } from './svg/element.ts';
import { svgOf } from './svg/plot.ts';
import { PLOT_CSS } from './svg/style.ts';

/** The report as one file: nothing is fetched, nothing needs scripts. */
export function htmlOf({ title, subtitle, clock, sections }: Document): string {
  const contents = sections.map(({ id, title }) => el('a', { href: `#${id}` }, escaped(title)));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    el('title', {}, escaped(`${title} – pushpull`)),
    `<style>${PAGE_CSS}\n${PLOT_CSS}</style>`,
    '</head>',
    '<body>',
    el(
      'header',
      {},
      el('h1', {}, escaped(title)),
      el('p', { class: 'quiet' }, escaped(subtitle)),
      el('p', { class: 'quiet' }, escaped(clock)),
      el('nav', { 'aria-label': 'Contents' }, ...contents),
    ),
    '<main>',
    ...sections.map(section),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const section = ({ id, title, blocks }: Section): string =>
  el('section', { id }, el('h2', {}, escaped(title)), ...blocks.map(block)).replace(/(<\/(?:table|figure|ul|p)>)/g, '$1\n');

function block(one: Block): string {
  switch (one.kind) {
    case 'text':
      return el('p', {}, inline(one.text));
    case 'alarm':
      return el('p', { class: 'alarm', role: 'alert' }, inline(one.text));
    case 'list':
      return one.items.length === 0
        ? ''
        : el(
            'ul',
            {},
            ...one.items.map((item) =>
              typeof item === 'string' ? el('li', {}, inline(item)) : el('li', { class: item.tone }, inline(item.text)),
            ),
          );
    case 'table':
      return table(one);
    case 'plot':
      return el('figure', {}, el('figcaption', {}, escaped(one.plot.title)), svgOf(one.plot, false));
  }
}

/** Only `code` is marked up within sentences. */
const inline = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

function table({ caption, head, rows, prose = [] }: Extract<Block, { kind: 'table' }>): string {
  const kind = (column: number) => (column === 0 ? 'name' : prose.includes(column) ? 'prose' : 'number');
  const cell = (value: Cell, column: number) => {
    const tone = typeof value === 'string' ? '' : ` ${value.tone}`;
    return column === 0
      ? el('th', { scope: 'row', class: `name${tone}` }, inline(textOf(value)))
      : el('td', { class: `${kind(column)}${tone}` }, inline(textOf(value)));
  };
  const heads = head.some((text) => text !== '')
    ? el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...head.map((text, column) =>
            el(text === '' ? 'td' : 'th', text === '' ? {} : { scope: 'col', class: kind(column) }, escaped(text)),
          ),
        ),
      )
    : '';
  const body = el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map(cell))));
  return el('div', { class: 'scroll' }, el('table', {}, caption ? el('caption', {}, escaped(caption)) : '', heads, body));
}
