import { bill } from '../bill.ts';
import type { Outcome } from '../simulate.ts';
import { time } from './time.ts';

type Column = [head: string, cell: (outcome: Outcome) => string];

const count = (value: number) =>
  value < 100_000 ? String(Math.round(value)) : value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
const dollars = (value: number) =>
  !Number.isFinite(value) ? '–' : value < 1000 ? value.toFixed(2) : Math.round(value).toLocaleString('en');

const LATENCY: Column[] = [
  ['answered p50', ({ answerMs }) => time(answerMs.p50)],
  ['trigger p50', ({ triggerMs }) => time(triggerMs.p50)],
  ['p99', ({ triggerMs }) => time(triggerMs.p99)],
  ['delivered p50', ({ deliveredMs }) => time(deliveredMs.p50)],
  ['p95', ({ deliveredMs }) => time(deliveredMs.p95)],
  ['p99', ({ deliveredMs }) => time(deliveredMs.p99)],
  ['mails/s', ({ throughput }) => throughput.toFixed(1)],
];

const LEVELS: Column[] = [
  ['at once', ({ peak }) => count(peak.concurrency)],
  ['account', ({ peak }) => count(peak.account)],
  ['backlog', ({ peak }) => count(peak.backlog)],
  ['provider', ({ peak }) => count(peak.providerConcurrency)],
  ['per s', ({ peak }) => count(peak.providerRate)],
  ['throttled', ({ throttles }) => count(throttles)],
  ['retries', ({ retries }) => count(retries)],
  ['cold', ({ coldStarts }) => count(coldStarts)],
];

const LEDGER: Column[] = [
  ['sent', ({ sent }) => count(sent)],
  ['handled', ({ fates }) => count(fates.handled)],
  ['refused', ({ fates }) => count(fates.refused)],
  ['waiting', ({ fates }) => count(fates.waiting + fates['in flight'])],
  ['dead', ({ fates }) => count(fates['dead-lettered'])],
  ['lost', ({ fates }) => count(fates.lost)],
];

/** Three tables, a line a mode: how long, how much at once, and what became of everything and what it costs. */
export function outcomeTable(outcomes: readonly Outcome[], freeTier: boolean): string {
  const cost: Column[] = [
    ['$/million', (outcome) => dollars(bill(outcome, freeTier).perMillion)],
    ['$/month', (outcome) => dollars(bill(outcome, freeTier).perMonth)],
  ];
  return [LATENCY, LEVELS, [...LEDGER, ...cost]].map((columns) => lines(outcomes, columns)).join('\n\n');
}

function lines(outcomes: readonly Outcome[], columns: Column[]): string {
  const rows = outcomes.map((outcome) => [outcome.mode, ...columns.map(([, cell]) => cell(outcome))]);
  const head = ['mode', ...columns.map(([name]) => name)];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [line(head), ...rows.map(line)].join('\n');
}
