import { afterAll, beforeAll, expect, test } from 'vitest';
import { effects } from '../../systems/purchase/balance.ts';
import { purchase } from '../../systems/purchase/purchase.ts';
import { DEFAULT_KNOBS } from '../../third-party/shared/knobs.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(purchase);
});
afterAll(() => system?.stop());

// first, while nothing of the trouble to come is still on its way
test.each(await diagramsOf('purchase'))('the diagram of $variant is what happens', async (diagram) => {
  expect(await checkDiagram(diagram, system)).toEqual([]);
});

test.each(['fanout', 'saga', 'late-subscriber', 'transfer'])(
  '%s keeps its promises while providers fail and a process is killed',
  async (name) => {
    const walkthrough = await system.walk(name);
    expect(brokenPromises(walkthrough)).toEqual([]);
    expect(walkthrough.promises.length).toBeGreaterThan(3);
  },
);

test('step-functions says why it is not run where there are none, and breaks no promise', async () => {
  const { skipped, promises, story } = await system.walk('step-functions');
  expect(skipped).toMatch(/no Step Functions/);
  expect(promises).toEqual([]);
  expect(story).toEqual([`not run here: ${skipped}`]);
});

test('a provider that ignores idempotency keys is noticed', async () => {
  const { payment } = system.thirdParties;
  const { orders, url } = { orders: ['a', 'a', 'b'], url: `${payment.url}/charges` };
  await payment.clear();
  await payment.setKnobs({ ...DEFAULT_KNOBS, honoursKeys: false });
  for (const orderId of orders)
    await fetch(url, {
      method: 'POST',
      headers: { 'idempotency-key': `charge-${orderId}` },
      body: JSON.stringify({ orderId, amount: 100, card: 'tok_good' }),
    });
  const sheet = effects(await payment.list(), new Set(['a', 'b']));
  expect(sheet).toEqual({ made: 3, orders: 2, standing: 3, right: false });
  await payment.clear();
});
