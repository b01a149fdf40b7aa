import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Lab } from '../lab/lab.ts';

/** The REPORT line of an invocation comes a moment after its answer. */
const LINES_COME_MS = 500;

/** What Lambda says it bills, in milliseconds, all functions of the system together so far: the sum of their REPORT lines. */
export async function billedMs(lab: Lab): Promise<number> {
  await sleep(LINES_COME_MS, undefined, { signal: lab.signal });
  const { endpoint, region, credentials } = lab.target;
  const client = new CloudWatchLogsClient({ region, ...(endpoint ? { endpoint } : {}), ...(credentials ? { credentials } : {}) });
  try {
    const sums = await Promise.all(
      lab
        .output('WaitingLogGroupNames')
        .split(',')
        .map((group) => billedIn(client, group)),
    );
    return sums.reduce((sum, ms) => sum + ms, 0);
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
