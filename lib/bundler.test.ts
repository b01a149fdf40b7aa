import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bundler, bundleStale } from './bundler.ts';

let root: string;
let bundler: Bundler;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundler-'));
  const options = { bundle: true, minify: true, platform: 'node', format: 'esm', sourcemap: 'linked' } as const;
  bundler = { root, out: join(root, 'out'), stamps: join(root, 'stamps'), alike: ['alike.txt'], options };
  write('alike.txt', '1');
});
afterEach(() => rmSync(root, { recursive: true }));

let age = 10_000;
/**
 * A source whose contents are older than they are here, as a copy's are, and each of another age. The clock of a file system goes by
 * steps: what comes next is later by it.
 */
function write(name: string, text: string) {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const at = (Date.now() - age--) / 1000;
  utimesSync(path, at, at);
  const later = join(root, 'later');
  do writeFileSync(later, '');
  while (statSync(later).ctimeMs <= statSync(path).ctimeMs);
}

const ENTRIES = [
  ['a/one', 'one.ts'],
  ['a/two', 'two.ts'],
] as const;
const bundle = (more: Partial<Bundler> = {}) => bundleStale(ENTRIES, { ...bundler, ...more });
const output = (name: string) => readFileSync(join(root, 'out', name, 'index.js'), 'utf8');
/** The bundles that a run made anew. */
async function made(): Promise<string[]> {
  const found: string[] = [];
  await bundle({
    rewrite(path, contents) {
      if (path.endsWith('.js')) found.push(relative(bundler.out, dirname(path)));
      return contents;
    },
  });
  return found.sort();
}

function sources() {
  write('one.ts', 'import { x } from "./barrel.ts"; import { shared } from "./shared.ts"; console.log("one", x, shared());');
  write('two.ts', 'import { shared } from "./shared.ts"; console.log("two", shared());');
  write('shared.ts', 'export const shared = () => "shared";');
  write('barrel.ts', 'export * from "./constant.ts";');
  write('constant.ts', 'export const x = 111;');
}

test('what has changed is made again, and nothing else', async () => {
  sources();
  expect(await made()).toEqual(['a/one', 'a/two']);
  expect(await made()).toEqual([]);
  write('two.ts', 'console.log("new two");');
  expect(await made()).toEqual(['a/two']);
  expect(output('a/two')).toContain('new two');
  write('shared.ts', 'export const shared = () => "other";');
  expect(await made()).toEqual(['a/one']);
  write('alike.txt', '22');
  expect(await made()).toEqual(['a/one', 'a/two']);
  expect(await made()).toEqual([]);
});

test('a constant that is inlined, behind a file that only re-exports, counts as well', async () => {
  sources();
  await bundle();
  write('constant.ts', 'export const x = 222;');
  expect(await made()).toEqual(['a/one']);
  expect(output('a/one')).toContain('222');
  write('constant2.ts', 'export const x = 333;');
  write('barrel.ts', 'export * from "./constant2.ts";');
  await bundle();
  expect(output('a/one')).toContain('333');
});

test('a bundle that is gone, or not the one that was stamped, is made again', async () => {
  sources();
  await bundle();
  rmSync(join(root, 'out/a/one'), { recursive: true });
  expect(await made()).toEqual(['a/one']);
  write('out/a/two/index.js', 'older');
  await bundle();
  expect(output('a/two')).toContain('two');
  rmSync(join(root, 'out/a/two/index.js.map'));
  expect(await made()).toEqual(['a/two']);
});

test('a source that changes while it is bundled is bundled again the next time', async () => {
  sources();
  const rewrite: Bundler['rewrite'] = (_, contents) => {
    write('constant.ts', 'export const x = 444;');
    return contents;
  };
  await bundle({ rewrite });
  expect(output('a/one')).toContain('111');
  expect(await made()).toEqual(['a/one']);
  expect(output('a/one')).toContain('444');
});

test('a slower process that overwrites a newer bundle with an older one is found out', async () => {
  sources();
  let during: (() => Promise<void>) | undefined = async () => {
    during = undefined;
    write('shared.ts', 'export const shared = () => "newer";');
    await bundle();
  };
  const slow = { name: 'slow', setup: (build: { onEnd(done: () => Promise<void> | undefined): void }) => build.onEnd(() => during?.()) };
  await bundle({ options: { ...bundler.options, plugins: [slow] } });
  expect(output('a/two')).not.toContain('newer');
  await bundle();
  expect(output('a/two')).toContain('newer');
  expect(await made()).toEqual([]);
});

test('a source that is gone is an error of the bundle that wants it', async () => {
  sources();
  await bundle();
  rmSync(join(root, 'shared.ts'));
  await expect(bundle({ options: { ...bundler.options, logLevel: 'silent' } })).rejects.toThrow('Could not resolve "./shared.ts"');
});
