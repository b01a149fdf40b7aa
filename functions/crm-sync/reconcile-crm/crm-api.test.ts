import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changesSince } from './crm-api.ts';

let answers: unknown[];
const server = createServer((_request, response) => response.end(JSON.stringify(answers.shift())));
beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
const page = () => changesSince(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 3);

const record = { userId: 'u1', email: 'ada@example.com', version: 4, receivedAt: 7, by: 'somebody' };

it('parts what is a change from what is none, and says why', async () => {
  const broken = [{ ...record, version: 5, email: 'nobody' }, null, { ...record, version: 7, userId: 'x'.repeat(129) }];
  answers = [{ changes: [record, ...broken, { ...record, version: 8 }], cursor: 8, more: false }];
  const { changes, invalid, ...rest } = await page();
  expect(rest).toEqual({ cursor: 8, more: false });
  expect(changes).toEqual(
    [4, 8].map((crmVersion) => ({
      ...{ version: 1, source: 'reconcile', userId: 'u1', email: 'ada@example.com', crmVersion, occurredAt: 7 },
    })),
  );
  expect(invalid.map((one) => one.record)).toEqual(broken);
  expect(invalid[0]?.problem).toMatch(/^email: /);
});

it('goes no further without a cursor: an answer that is no page is asked for again', async () => {
  answers = [{ changes: [] }, { changes: [], cursor: 3, more: false }];
  expect(await page()).toEqual({ changes: [], invalid: [], cursor: 3, more: false });
});
