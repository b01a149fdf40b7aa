import { expect, test } from 'vitest';
import { wrongImports } from './check-arrows.ts';

test.each([
  ['functions/a/b.ts', "import { x } from '../../emulator/src/emulator.ts'", 1],
  ['functions/a/b.ts', "import { x } from 'pushpull-emulator'", 1],
  ['functions/a/b.ts', "import { x } from '../shared/y.ts'", 0],
  ['emulator/src/a.ts', "await import('../../compare/x.ts')", 1],
  ['functions/a/b.ts', 'import { x } from "../../emulator/src/emulator.ts"', 1],
  ['emulator/src/a.ts', 'await import("../../compare/x.ts")', 1],
  ['emulator/src/a.ts', 'await import(`../../compare/x.ts`)', 1],
  ['lib/app.ts', "import type { X } from '../functions/x.ts'", 1],
  ['compare/a.ts', "import { x } from 'pushpull-emulator'", 0],
  ['compare/report/a.ts', "import { x } from '../../bin/x.ts'", 1],
])('%s: %s', (file, text, wrong) => {
  expect(wrongImports(file, text)).toHaveLength(wrong);
});
