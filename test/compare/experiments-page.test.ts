import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { compare } from '../../bin/commands/compare.ts';
import { EXPERIMENTS } from '../../compare/lab/experiments.ts';
import { experimentsPage, flagOf } from '../../compare/lab/experiments-page.ts';

test('docs/lab/experiments.md is what the experiments are: npm run experiments-page writes it', () => {
  expect(readFileSync(new URL('../../docs/lab/experiments.md', import.meta.url), 'utf8')).toBe(experimentsPage());
});

test('every knob on the page is an option of its command', () => {
  const program = new Command();
  compare(program);
  const commands = program.commands.find((command) => command.name() === 'compare')?.commands ?? [];
  for (const { name, knobs } of EXPERIMENTS) {
    const options = commands.find((command) => command.name() === name)?.options.map(({ long }) => long);
    expect(options).toEqual(expect.arrayContaining(Object.keys(knobs.shape).map(flagOf)));
  }
});
