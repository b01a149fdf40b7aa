/** https://tc39.es/ecma426/ */
export interface SourceMap {
  sources: string[];
  names: string[];
  mappings: string;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

function decode(segment: string): number[] {
  const fields: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = VALUES.get(digit) ?? 0;
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    fields.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = shift = 0;
  }
  return fields;
}

function encode(field: number): string {
  let text = '';
  for (let rest = field < 0 ? (-field << 1) | 1 : field << 1; ; rest >>>= 5) {
    if (rest < 32) return text + DIGITS[rest];
    text += DIGITS[(rest & 31) | 32];
  }
}

/**
 * The same map with only the sources that are kept. What came from others maps to nothing, and says so where it begins: otherwise it
 * would belong to the source before it.
 */
export function keepSources(map: SourceMap, kept: (source: string) => boolean): SourceMap {
  const indexes = new Map<number, number>();
  const names = new Map<number, number>();
  const numbered = (all: Map<number, number>, old: number) => {
    if (!all.has(old)) all.set(old, all.size);
    return all.get(old) as number;
  };
  /** Source, line, column and name are relative to those of the segment before, in the whole map; the column of the bundle in its line. */
  const read = [0, 0, 0, 0];
  const written = [0, 0, 0, 0];
  const mappings = map.mappings.split(';').map((line) => {
    let column = 0;
    let at = 0;
    let open = false;
    const segments: string[] = [];
    const put = (fields: number[]) => {
      segments.push(encode(column - at) + fields.map((field, i) => encode(field - (written[i] as number))).join(''));
      at = column;
      fields.forEach((field, i) => {
        written[i] = field;
      });
    };
    for (const [move = 0, ...deltas] of line === '' ? [] : line.split(',').map(decode)) {
      column += move;
      deltas.forEach((delta, i) => {
        read[i] = (read[i] as number) + delta;
      });
      const [source, row, place, name] = read as [number, number, number, number];
      const own = deltas.length > 0 && kept(map.sources[source] as string);
      if (own) put([numbered(indexes, source), row, place, ...(deltas.length === 4 ? [numbered(names, name)] : [])]);
      else if (open) put([]);
      open = own;
    }
    return segments.join(',');
  });
  return {
    ...map,
    sources: [...indexes.keys()].map((old) => map.sources[old] as string),
    names: [...names.keys()].map((old) => map.names[old] as string),
    mappings: mappings.join(';'),
  };
}
