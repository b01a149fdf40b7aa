import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** https://tc39.es/ecma426/ */
export interface SourceMap {
  sources: string[];
  names: string[];
  mappings: string;
}

/**
 * The same map with only the sources that are kept, under the names that `rename` gives them. What came from others maps to nothing, and
 * says so where it begins: otherwise it would belong to the source before it.
 */
export function keepSources(map: SourceMap, kept: (source: string) => boolean, rename = (source: string) => source): SourceMap {
  const sources = new Numbered(map.sources);
  const names = new Numbered(map.names);
  const isOwn = map.sources.map(kept);
  const mappings = decode(map.mappings).map((line) => {
    const segments: SourceMapSegment[] = [];
    let open = false;
    for (const [column, source, row, place, name] of line) {
      const own = source !== undefined && isOwn[source] === true;
      if (own) {
        const at = [column, sources.of(source), row as number, place as number] as const;
        segments.push(name === undefined ? [...at] : [...at, names.of(name)]);
      } else if (open) segments.push([column]);
      open = own;
    }
    return segments;
  });
  return { ...map, sources: sources.values.map(rename), names: names.values, mappings: encode(mappings) };
}

/** Numbers those of a list that are used, in the order of their first use. */
class Numbered {
  readonly values: string[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly all: string[];

  constructor(all: string[]) {
    this.all = all;
  }

  of(old: number): number {
    let number = this.numbers.get(old);
    if (number === undefined) {
      number = this.values.push(this.all[old] as string) - 1;
      this.numbers.set(old, number);
    }
    return number;
  }
}
