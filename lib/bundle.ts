import { globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { keepSources, type SourceMap } from './source-map.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, '.build/functions');

/**
 * Every function of the app, found by its file: `functions/<service>/<function>/handler.ts` is the bundle `<service>/<function>`, and where
 * a function has several entrances, `…/sqs-handler.ts` is `<service>/<function>-sqs`.
 */
function entries(): Map<string, string> {
  const found = new Map([['third-party', 'third-party/lambda.ts']]);
  for (const file of globSync('functions/*/*/{handler,*-handler}.ts', { cwd: ROOT }).sort()) {
    const [, service, name, base = ''] = file.split('/');
    const entrance = base.replace(/-?handler\.ts$/, '');
    found.set(`${service}/${name}${entrance && `-${entrance}`}`, file);
  }
  return found;
}

/** The folder CDK takes as a function's code. */
export function bundlePath(name: string): string {
  const known = entries();
  if (!known.has(name)) throw new Error(`There is no function ${name} to bundle; there are ${[...known.keys()].join(', ')}`);
  return join(OUT, name);
}

/**
 * Bundles all functions in one run of esbuild (NodejsFunction would run it once a function). The AWS SDK goes in:
 * a bundled, minified SDK starts faster than the runtime's own and is the version that was tested.
 */
export async function bundleFunctions(): Promise<void> {
  if (isFresh()) return;
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...entries()].map(([name, file]) => ({ in: file, out: `${name}/index` })),
    outdir: OUT,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Some dependencies are CommonJS and call require; an ES module has none unless it makes one.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    // The map goes along, without the sources themselves: breakpoints bind in these files here, and stack traces name their lines.
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) replaceFile(path, path.endsWith('.map') ? portableMap(path, contents) : contents);
  replaceFile(stampFile(), JSON.stringify(inputStamps(Object.keys((metafile as Metafile).inputs))));
}

/**
 * Names the sources by `pushpull:///functions/…`: wherever a package is unpacked, and whoever made it, its map says the same (and so the
 * package has the same hash). A debugger is told where that is (.vscode/launch.json). The packages in the bundle are left out: they
 * would be 99 % of the map.
 */
function portableMap(path: string, contents: Uint8Array): string {
  const map = JSON.parse(Buffer.from(contents).toString()) as SourceMap;
  const own = keepSources(map, (source) => !source.includes('node_modules/'));
  const sources = own.sources.map((source) => `pushpull:///${relative(ROOT, join(dirname(path), source))}`);
  return JSON.stringify({ ...own, sources });
}

/** Whole or not at all: another synthesis (tests run side by side) may be reading the file that is there. */
function replaceFile(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = join(OUT, `.${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

const stampFile = () => join(OUT, 'inputs.json');

/** Size and time of each input: the bundles are kept while none has changed, and neither has this file. */
function inputStamps(inputs: string[]): Record<string, string> {
  const stamp = (file: string) => {
    const { mtimeMs, size } = statSync(join(ROOT, file));
    return `${mtimeMs}-${size}`;
  };
  return Object.fromEntries(
    [...new Set([...inputs, 'lib/bundle.ts', 'package-lock.json', ...entries().values()])].map((file) => [file, stamp(file)]),
  );
}

function isFresh(): boolean {
  try {
    const before = JSON.parse(readFileSync(stampFile(), 'utf8')) as Record<string, string>;
    const now = inputStamps(Object.keys(before));
    return Object.keys(now).every((file) => before[file] === now[file]);
  } catch {
    return false;
  }
}
