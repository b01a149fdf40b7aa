/**
 * How plots look, in light, dark and print. Seven colours that people with any kind of colour vision tell apart (after Okabe and Ito, made
 * readable on both grounds), and, for black and white, dashes and markers that differ too.
 * https://jfly.uni-koeln.de/color/
 */
const LIGHT = ['#0072b2', '#c84a00', '#00795a', '#a3306f', '#2f8fd0', '#a87400', '#4d4d4d'];
const DARK = ['#5cb3f0', '#ff8b4d', '#3fcf9f', '#f08cc0', '#a9dcff', '#f2c24b', '#c9c9c9'];

const DASHES = ['', '7 3', '2 3', '9 3 2 3'];
export const MARKERS = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;

export interface Look {
  /** Class of what is drawn in a line, and of what is filled. */
  stroke: string;
  fill: string;
  dash: string | undefined;
  marker: (typeof MARKERS)[number];
}

/** Of the `i`th lane of a run, the same in all its plots: no two of 140 are alike. */
export const lookOf = (i: number): Look => ({
  ...{ stroke: `s${i % LIGHT.length}`, fill: `f${i % LIGHT.length}`, marker: MARKERS[i % MARKERS.length] as Look['marker'] },
  dash: DASHES[i % DASHES.length] || undefined,
});

const colours = (all: readonly string[]) =>
  all.map((colour, i) => `.plot .s${i}{stroke:${colour};fill:none}.plot .f${i}{fill:${colour};stroke:${colour}}`).join('');

const ground = (text: string, quiet: string, grid: string, paper: string, fault: string) =>
  `.plot text{fill:${text}}.plot .quiet{fill:${quiet}}.plot .grid{stroke:${grid}}.plot .axis{stroke:${quiet}}` +
  `.plot .reference{stroke:${quiet};fill:none}.plot .hollow{stroke:${quiet};fill:${paper}}` +
  `.plot .paper{fill:${paper}}.plot .fault{fill:${fault}}.plot .hatch{stroke:${fault}}.plot .mark{stroke:${text}}`;

export const PLOT_CSS = [
  '.plot{font:12px system-ui,"Segoe UI",Helvetica,Arial,sans-serif;font-variant-numeric:tabular-nums}',
  '.plot text{stroke:none}.plot .end{text-anchor:end}.plot .middle{text-anchor:middle}.plot .small{font-size:11px}',
  '.plot .line{stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}.plot .whisker{stroke-width:2.5}',
  '.plot .reference{stroke-width:1.4}.plot .hollow{stroke-width:1.4}.plot .fault{fill-opacity:.16}.plot .hatch{stroke-opacity:.55}.plot .idle{fill-opacity:.3}',
  ground('#1c1e21', '#5c6066', '#e3e5e8', '#ffffff', '#c0392b'),
  colours(LIGHT),
  // printed as on white, whatever the screen looks like
  `@media screen and (prefers-color-scheme:dark){${ground('#e8e8ea', '#a2a6ad', '#34383e', '#16181b', '#ff7b6b')}${colours(DARK)}}`,
  // last: they have no outline, whatever their colour
  '.plot .area{fill-opacity:.28;stroke:none}.plot .band{fill-opacity:.16;stroke:none}',
].join('\n');
