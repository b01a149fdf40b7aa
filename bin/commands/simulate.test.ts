import { Command, CommanderError } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { simulate } from './simulate.ts';

async function pushpull(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  const program = new Command().exitOverride();
  simulate(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  await program.parseAsync(['simulate', ...args], { from: 'user' });
  return lines.join('\n');
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('pushpull simulate', () => {
  it('prints a line a mode, and the same for the same seed', async () => {
    const text = await pushpull('--mode', 'push,pull', '--rate', '5/s', '--for', '5', '--seed', '3');
    expect(text).toMatch(/^Simulated: 5 shares a second \(432K a day\) for 5\.00 s; seed 3\./);
    expect(text.match(/^(push|pull) /gm)).toHaveLength(2 * 4);
    expect(await pushpull('--mode', 'push,pull', '--rate', '5/s', '--for', '5', '--seed', '3')).toBe(text);
  });

  it('prints JSON whose ledger adds up, with a bill and series short enough to plot', async () => {
    const { settings, outcomes } = JSON.parse(
      await pushpull('--json', '--mode', 'short-poll', '--rate', '200', '--for', '60', '--burst', '3'),
    );
    expect(settings.load.burst.times).toBe(3);
    const [{ sent, fates, cost, series }] = outcomes;
    expect(Object.values(fates as Record<string, number>).reduce((sum, count) => sum + count, 0)).toBe(sent);
    expect(cost.perMonth).toBeGreaterThan(0);
    expect(series.backlog.points.length).toBeLessThanOrEqual(600);
    expect(Math.max(...series.backlog.points)).toBe(outcomes[0].peak.backlog);
  });

  it('takes shares a day, and a fluid where they are many', async () => {
    expect(await pushpull('--per-day', '1e9', '--mode', 'sync')).toContain('Fluid approximation');
  });

  it('prints the formulas, and the crossovers, where asked to', async () => {
    expect(await pushpull('--mode', 'push', '--for', '5', '--predict')).toContain('trigger, median: predicted 73 ms');
    expect(await pushpull('--crossovers', '--mode', 'push,pull', '--rate', '100')).toContain(
      'From a batch of 2 on, pull is cheaper than push',
    );
  });

  it('refuses what makes no sense, by the name of the option', async () => {
    for (const args of [
      ['--rate', 'many'],
      ['--max-concurrency', '1'],
      ['--error-rate', '2'],
      ['--burst', '1'],
      ['--per-day', '-1'],
    ])
      await expect(pushpull(...args), args.join(' ')).rejects.toThrow(CommanderError);
    for (const [args, most] of [
      [['--rate', '1e9'], 'at most 1000000,'],
      [['--per-day', '1e12'], 'at most 86400000000 '],
      [['--burst', '1001'], 'at most 1000.'],
      [['--provider-ms', '1e6'], 'at most 100000.'],
    ] as const)
      await expect(pushpull(...args), args.join(' ')).rejects.toThrow(most);
    await expect(pushpull('--mode', 'telepathy')).rejects.toThrow('There is no mode telepathy');
    await expect(pushpull('--validate', '/nowhere.json')).rejects.toThrow('cannot be read');
  });
});
