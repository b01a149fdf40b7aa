type Attributes = Record<string, string | number | undefined>;

/** Text as it may stand in HTML and XML. XML knows no control characters, whatever they are escaped as. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** An element with its children, which are markup already. Attributes that are undefined are left out. */
export const el = (name: string, attributes: Attributes, ...children: string[]): string => {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${given}/>` : `<${name}${given}>${children.join('')}</${name}>`;
};

export const label = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  el('text', { x, y, ...attributes }, escaped(text));

/** What a browser shows of an element under the mouse, and reads out. */
export const tooltip = (text: string): string => el('title', {}, escaped(text));

/** `M x y L x y …` */
export const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

/** As far as anyone can see. */
export const round = (value: number): number => Math.round(value * 100) / 100;
