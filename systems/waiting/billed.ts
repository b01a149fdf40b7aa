import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Lab } from '../lab/lab.ts';

/** The REPORT line of an invocation comes a moment after its answer. */
const LINES_COME_MS = 500;

/** Functions that do nothing but answer those who ask. */
const ASKED = /JobStatus|JobEvents/;

export interface Billed {
  /** All functions of the system together. */
  all: number;
  /** Those that only answer questions: what the waiting costs. */
  asked: number;
}

/**
 * What Lambda says it bills, in milliseconds so far: the sums of the functions' REPORT lines. Not a number where the target has shown none:
 * nothing is not what the functions cost.
 */
export async function billedMs(lab: Lab): Promise<Billed> {
  await sleep(LINES_COME_MS, undefined, { signal: lab.signal });
  const { endpoint, region, credentials } = lab.target;
  const client = new CloudWatchLogsClient({ region, ...(endpoint ? { endpoint } : {}), ...(credentials ? { credentials } : {}) });
  try {
    const groups = lab.output('WaitingLogGroupNames').split(',');
    const sums = await Promise.all(groups.map(async (group) => ({ group, ms: await billedIn(client, group) })));
    const sum = (of: typeof sums) => of.reduce((total, { ms }) => total + ms, 0);
    const all = sum(sums);
    if (all === 0) return { all: Number.NaN, asked: Number.NaN };
    return { all, asked: sum(sums.filter(({ group }) => ASKED.test(group))) };
  } finally {
    client.destroy();
  }
}

async function billedIn(client: CloudWatchLogsClient, logGroupName: string): Promise<number> {
  let sum = 0;
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern: 'REPORT', ...(nextToken ? { nextToken } : {}) }),
    );
    for (const { message = '' } of page.events ?? []) sum += Number(message.match(/Billed Duration: (\d+) ms/)?.[1] ?? 0);
    nextToken = page.nextToken;
  } while (nextToken);
  return sum;
}

/** For a person. */
export const seconds = (s: number): string => (Number.isNaN(s) ? 'unknown' : `${s.toFixed(2)} s`);
