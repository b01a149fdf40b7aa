import { expect, test } from 'vitest';
import { whatIsMissing } from './install.ts';

const keys = { venv: 'a', requirements: 'b', plugin: 'c', kinesis: 'd', jars: 'e' };

test('what is downloaded is said with its source, size and place, and nothing where all is there', () => {
  expect(whatIsMissing({}, keys, '/home/ls')).toMatch(/downloading to \/home\/ls: .*PyPI \(about 1 GB.*npm, .*Maven Central \(51 MB\)/);
  expect(whatIsMissing({ ...keys, plugin: 'old' }, keys, '/home/ls')).toBeUndefined();
  expect(whatIsMissing({ ...keys, jars: 'old' }, keys, '/home/ls')).not.toContain('PyPI');
  expect(whatIsMissing({ ...keys, venv: 'old' }, keys, '/home/ls')).toContain('PyPI');
});
