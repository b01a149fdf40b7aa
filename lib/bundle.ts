import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundler, bundleStale } from './bundler.ts';
import { keepSources, type SourceMap } from './source-map.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, '.build/functions');

const BUNDLER: Bundler = {
  root: ROOT,
  out: OUT,
  stamps: join(ROOT, '.build/stamps'),
  alike: ['lib/bundle.ts', 'lib/bundler.ts', 'lib/source-map.ts', 'package-lock.json', 'tsconfig.json'],
  // The AWS SDK goes in: a bundled, minified SDK starts faster than the runtime's own and is the version that was tested.
  options: {
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
    logLevel: 'warning',
  },
  rewrite: (path, contents) => (path.endsWith('.map') ? portableMap(path, contents) : contents),
};

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

/** Those of this process: what else lies there may be a function's that is no more, or older than its sources. */
const bundled = new Set<string>();

/** The folder CDK takes as a function's code. */
export function bundlePath(name: string): string {
  if (bundled.has(name)) return join(OUT, name);
  const known = entries();
  throw new Error(
    known.has(name)
      ? `The function ${name} was not bundled: lib/app.ts says which ones are`
      : `There is no function ${name} to bundle; there are ${[...known.keys()].join(', ')}`,
  );
}

/**
 * Bundles all functions, or those named, in one run of esbuild (NodejsFunction would run it once a function); what is there from an
 * earlier time and whose sources are the same stays.
 */
export async function bundleFunctions(names?: readonly string[]): Promise<void> {
  const wanted = [...entries()].filter(([name]) => names?.includes(name) ?? true);
  await bundleStale(wanted, BUNDLER);
  for (const [name] of wanted) bundled.add(name);
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
