import { existsSync, globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { keepSources, type SourceMap } from './source-map.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, '.build/functions');
const STAMPS = join(ROOT, '.build/stamps');

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
  const path = join(OUT, name);
  if (existsSync(path)) return path;
  const known = entries();
  throw new Error(
    known.has(name)
      ? `The function ${name} was not bundled: lib/app.ts says which ones are`
      : `There is no function ${name} to bundle; there are ${[...known.keys()].join(', ')}`,
  );
}

/**
 * Bundles all functions, or those named, in one run of esbuild (NodejsFunction would run it once a function); what is there from an
 * earlier time and whose sources are the same stays. The AWS SDK goes in: a bundled, minified SDK starts faster than the runtime's own
 * and is the version that was tested.
 */
export async function bundleFunctions(names?: readonly string[]): Promise<void> {
  const stale = [...entries()].filter(([name]) => (names?.includes(name) ?? true) && !isFresh(name));
  if (stale.length === 0) return;
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: stale.map(([name, file]) => ({ in: file, out: `${name}/index` })),
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
  const outputs = (metafile as Metafile).outputs;
  for (const [name] of stale) {
    const inputs = outputs[relative(ROOT, join(OUT, name, 'index.mjs'))]?.inputs ?? {};
    replaceFile(stampFile(name), JSON.stringify(stampsOf([...Object.keys(inputs), 'lib/bundle.ts', 'package-lock.json'])));
  }
}

/**
 * Names the sources by `pushpull:///functions/…`: wherever a package is unpacked, and whoever made it, its map says the same (and so the
 * package has the same hash). A debugger is told where that is (.vscode/launch.json). The packages in the bundle map to nothing: they
 * would be 99 % of the map.
 */
function portableMap(path: string, contents: Uint8Array): string {
  const map = JSON.parse(Buffer.from(contents).toString()) as SourceMap;
  return JSON.stringify(
    keepSources(
      map,
      (source) => !source.includes('node_modules/'),
      (source) => `pushpull:///${relative(ROOT, join(dirname(path), source))}`,
    ),
  );
}

/** Whole or not at all: another synthesis (tests run side by side) may be reading the file that is there. */
function replaceFile(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = join(OUT, `.${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

/** Beside the bundles, not in them: what is in a bundle's folder is deployed. */
const stampFile = (name: string) => join(STAMPS, `${name}.json`);

/** Size and time of each input. */
function stampsOf(inputs: string[]): Record<string, string> {
  return Object.fromEntries(
    inputs.map((file) => {
      const { mtimeMs, size } = statSync(join(ROOT, file));
      return [file, `${mtimeMs}-${size}`];
    }),
  );
}

/** A bundle is kept while none of its inputs has changed, and neither has this file. */
function isFresh(name: string): boolean {
  try {
    const before = JSON.parse(readFileSync(stampFile(name), 'utf8')) as Record<string, string>;
    const now = stampsOf(Object.keys(before));
    return Object.keys(now).every((file) => before[file] === now[file]);
  } catch {
    return false;
  }
}
