import { expect, test } from 'vitest';
import { idOf } from './case.ts';
import { targetsPage } from './make-page.ts';
import { RECORDED, type Results, readResults, resultsOf } from './results.ts';
import { SUITE } from './suite.ts';
import { complaint } from './verdict.ts';

test.for([...RECORDED])('%s: the recorded run is of this suite, and differs as declared', async (target) => {
  const { cases } = await readResults(target);
  expect(Object.keys(cases)).toEqual(SUITE.map(idOf));
  const complaints = Object.entries(cases).map(([id, { status, found = '' }]) => complaint({ id, status, message: found }, target));
  expect(complaints.filter((one) => one !== undefined)).toEqual([]);
});

test('a row links the page, and says what a target does instead', () => {
  const [one] = SUITE;
  if (!one) throw new Error('an empty suite');
  const result = (message?: string) => [
    {
      id: idOf(one),
      area: one.area,
      status: message ? ('differs' as const) : ('pass' as const),
      ms: 1,
      left: [],
      ...(message && { message }),
    },
  ];
  const about = { title: 'First', target: 'embedded', version: '1' } as const;
  const date = new Date('2026-11-21T10:00:00Z');
  const all: Results[] = [
    resultsOf(about, result(), date),
    resultsOf({ ...about, title: 'Second' }, result('queue-0123456789 a|b\nmore'), date),
  ];
  const page = targetsPage(all, [one]);
  expect(page).toContain(`| [${one.says}](${one.doc}) | yes | **differs**: queue-… a\\|b |`);
  expect(page).toContain('| First | 1 | 2026-11-21 | 1 of 1 |');
  expect(targetsPage([{ ...all[0], cases: {} } as Results], [one])).toContain('not run');
});
