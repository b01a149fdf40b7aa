import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';

export interface Bundler {
  root: string;
  /** Of the bundles, below the root: a folder each, with what is deployed and nothing else. */
  out: string;
  /** Of what each bundle was made from. */
  stamps: string;
  /** What every bundle depends on, beside its sources: below the root. */
  alike: readonly string[];
  options: BuildOptions;
  /** What is written instead of a file that esbuild made. */
  rewrite?(path: string, contents: Uint8Array): string | Uint8Array;
}

type Stamps = Record<string, string>;

/**
 * Bundles each entry that isn't there yet, or whose sources have changed, in one run of esbuild. Processes may do the same side by side:
 * each file is replaced whole, and a bundle counts as made only while it is the very one that its stamps were written for.
 */
export async function bundleStale(entries: readonly (readonly [name: string, file: string])[], bundler: Bundler): Promise<void> {
  const { root, out, alike, options, rewrite } = bundler;
  const stampOf = statter(root);
  const stale = entries.filter(([name]) => !isFresh(stampFile(bundler, name), stampOf));
  if (stale.length === 0) return;
  const began = fileClock(bundler);
  const { metafile, outputFiles } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: stale.map(([name, file]) => ({ in: file, out: `${name}/index` })),
    outdir: out,
    metafile: true,
    write: false,
  });
  const outputs = new Map<string, string>();
  for (const { path, contents } of outputFiles)
    outputs.set(relative(root, path), replaceFile(bundler, path, rewrite?.(path, contents) ?? contents));
  const now = statter(root);
  for (const [name, file] of stale) {
    const sources = [...sourcesOf(metafile, file), ...alike];
    // what was changed meanwhile may or may not be in the bundle: it is made again the next time
    if (sources.some((source) => changedAt(join(root, source)) >= began)) continue;
    const own = [...outputs].filter(([path]) => path.startsWith(`${relative(root, join(out, name))}/index.`));
    const stamps: Stamps = { ...Object.fromEntries(sources.map((source) => [source, now(source)])), ...Object.fromEntries(own) };
    replaceFile(bundler, stampFile(bundler, name), JSON.stringify(stamps));
  }
}

/** Beside the bundles, not in them: what is in a bundle's folder is deployed. */
const stampFile = ({ stamps }: Bundler, name: string) => join(stamps, `${name}.json`);

/**
 * All that an entry imports, however far away. esbuild's list of what is in an output leaves out what it inlined, such as a constant, and
 * files that do nothing but re-export.
 */
function sourcesOf({ inputs }: Metafile, entry: string): string[] {
  const found = new Set([entry]);
  for (const file of found) for (const { path, external } of inputs[file]?.imports ?? []) if (!external && path in inputs) found.add(path);
  // a file that a package leaves out (its `browser` field) has this before its name
  return [...found].map((file) => file.replace(/^\(disabled\):/, ''));
}

/** Time and size of each file, looked up once: bundles share most of their sources. */
function statter(root: string): (file: string) => string {
  const known = new Map<string, string>();
  return (file) => {
    let stamp = known.get(file);
    if (stamp === undefined) known.set(file, (stamp = stampAt(join(root, file))));
    return stamp;
  };
}

/** When it was put there: unlike the time of its contents, nobody sets it. */
const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? Number.POSITIVE_INFINITY;

function stampAt(path: string): string {
  const { mtimeMs, size } = statSync(path);
  return `${mtimeMs}-${size}`;
}

function isFresh(stamps: string, stampOf: (file: string) => string): boolean {
  try {
    const before = JSON.parse(readFileSync(stamps, 'utf8')) as Stamps;
    return Object.entries(before).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
}

/** The time by the clock of the file system, which is behind this process's own by some milliseconds. */
function fileClock(bundler: Bundler): number {
  mkdirSync(bundler.out, { recursive: true });
  const path = temporary(bundler);
  writeFileSync(path, '');
  const { ctimeMs } = statSync(path);
  rmSync(path);
  return ctimeMs;
}

const temporary = ({ out }: Bundler) => join(out, `.${process.pid}-${Math.random().toString(36).slice(2)}`);

/** Whole or not at all: another synthesis may be reading the file that is there. Answers the stamp of what was written. */
function replaceFile(bundler: Bundler, path: string, contents: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = temporary(bundler);
  writeFileSync(fresh, contents);
  const stamp = stampAt(fresh);
  renameSync(fresh, path);
  return stamp;
}
