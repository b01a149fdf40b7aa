import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { thirdPartyFetch } from '../../shared/third-party-fetch.ts';
import { type CrmChange, crmChangeSchema } from '../messages.ts';

const TIMEOUT_MS = 3_000;
const TRIES = 3;
const BETWEEN_MS = 200;

/** What a record is, is looked at one by one: without these two fields there is no going on, and without one record there is. */
const pageSchema = z.object({ changes: z.array(z.unknown()), cursor: z.int().nonnegative(), more: z.boolean() });

const recordSchema = z
  .object({ userId: z.unknown(), email: z.unknown(), version: z.unknown(), receivedAt: z.unknown() })
  .transform(({ version: crmVersion, receivedAt: occurredAt, ...change }) => ({
    ...{ version: 1, crmVersion, occurredAt, source: 'reconcile' },
    ...change,
  }))
  .pipe(crmChangeSchema);

export interface InvalidRecord {
  record: unknown;
  /** What is wrong with it. */
  problem: string;
}

export interface ChangesPage {
  changes: CrmChange[];
  invalid: InvalidRecord[];
  cursor: number;
  more: boolean;
}

/** A page of the CRM's list of changes. A few tries: the schedule comes again anyway. */
export async function changesSince(baseUrl: string, cursor: number): Promise<ChangesPage> {
  for (let attempt = 1; ; attempt++) {
    try {
      const url = new URL(`${baseUrl}/changes?since=${cursor}`);
      const response = await thirdPartyFetch(url, { method: 'GET', headers: {}, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`The CRM answered ${response.status}`);
      return sorted(pageSchema.parse(await response.json()));
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(BETWEEN_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** What is a change apart from what is none. */
function sorted({ changes: records, ...page }: z.infer<typeof pageSchema>): ChangesPage {
  const changes: CrmChange[] = [];
  const invalid: InvalidRecord[] = [];
  for (const record of records) {
    const parsed = recordSchema.safeParse(record);
    if (parsed.success) changes.push(parsed.data);
    else invalid.push({ record, problem: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') });
  }
  return { changes, invalid, ...page };
}
