/**
 * Holds the direction of imports between the rooms (docs/architecture.md): a room may import only what stands in its list.
 * Fails with every import that goes the other way.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Room → the rooms that it may import. */
export const ARROWS: Record<string, readonly string[]> = {
  functions: [],
  'third-party': [],
  emulator: [],
  lib: [],
  compare: ['emulator', 'functions', 'lib', 'targets', 'third-party'],
  targets: ['compare', 'emulator', 'lib', 'localstack'],
  conformance: ['emulator', 'localstack'],
  localstack: ['compare', 'emulator', 'targets', 'test', 'third-party'],
  waiting: [],
  workers: ['emulator', 'functions'],
  systems: ['compare', 'emulator', 'functions', 'targets', 'third-party', 'waiting'],
  bin: ['emulator', 'compare', 'conformance', 'lib', 'localstack', 'systems', 'targets', 'third-party'],
  test: ['bin', 'compare', 'emulator', 'functions', 'lib', 'localstack', 'systems', 'targets', 'third-party', 'waiting'],
};

/** Imports of `text` (a file at `file`) that its room may not have. */
export function wrongImports(file: string, text: string): string[] {
  const room = file.split('/')[0] as string;
  const allowed = ARROWS[room];
  if (!allowed) return [];
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*(['"`])([^'"`]+)\1/g)].map((match) => match[2] as string);
  return targets.filter((target) => {
    if (target === 'pushpull-emulator') return room !== 'emulator' && !allowed.includes('emulator');
    if (!target.startsWith('.')) return false;
    const other = normalize(join(dirname(file), target)).split('/')[0] as string;
    return other !== room && other in ARROWS && !allowed.includes(other);
  });
}

if (import.meta.main) {
  const files = globSync(`{${Object.keys(ARROWS).join()}}/**/*.{ts,mjs}`, { exclude: (name) => name === 'node_modules' });
  const wrong = files.flatMap((file) => wrongImports(file, readFileSync(file, 'utf8')).map((target) => `${file} may not import ${target}`));
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}
