import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { thirdPartyFetch } from '../../shared/third-party-fetch.ts';

const TIMEOUT_MS = 3_000;
const TRIES = 3;
const BETWEEN_MS = 200;

const pageSchema = z.object({
  changes: z.array(
    z.object({ userId: z.string().min(1), email: z.email(), version: z.int().positive(), receivedAt: z.int().nonnegative() }),
  ),
  cursor: z.int().nonnegative(),
  more: z.boolean(),
});
export type ChangesPage = z.infer<typeof pageSchema>;

/** A page of the CRM's list of changes. A few tries: the schedule comes again anyway. */
export async function changesSince(baseUrl: string, cursor: number): Promise<ChangesPage> {
  for (let attempt = 1; ; attempt++) {
    try {
      const url = new URL(`${baseUrl}/changes?since=${cursor}`);
      const response = await thirdPartyFetch(url, { method: 'GET', headers: {}, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`The CRM answered ${response.status}`);
      return pageSchema.parse(await response.json());
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(BETWEEN_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
