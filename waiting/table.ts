import CliTable from 'cli-table3';
import type { Round } from './child.ts';
import type { Measure } from './measure.ts';

/** The ways side by side, at most 98 columns wide. */
export function waysTable(measures: readonly Measure[]): string[] {
  const table = new CliTable({
    head: ['way', 'late by', 'CPU', 'ticks', 'served', 'threads', 'stands, in the kernel'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { title, quiet, busy, sight } of measures)
    table.push([
      title,
      `${middle(quiet, ({ afterMs }) => afterMs).toFixed(1)} ms`,
      `${(cpuShare(quiet) * 100).toFixed(1)} %`,
      busy.ticks,
      busy.served,
      sight?.threads ?? 'unknown',
      sight ? sight.stands.join('\n') || 'it runs' : 'unknown',
    ]);
  return table.toString().split('\n');
}

/** The part of a processor that is burnt while waiting. */
export const cpuShare = (rounds: readonly Round[]): number =>
  rounds.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / rounds.reduce((sum, { waitedMs }) => sum + waitedMs, 0);

export function middle(rounds: readonly Round[], pick: (round: Round) => number): number {
  const sorted = rounds.map(pick).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
