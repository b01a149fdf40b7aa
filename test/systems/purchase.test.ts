import { afterAll, beforeAll, expect, test } from 'vitest';
import { purchase } from '../../systems/purchase/purchase.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(purchase);
}, 300_000);
afterAll(() => system?.stop());

// first, while nothing of the trouble to come is still on its way
test.each(await diagramsOf('purchase'))(
  'the diagram of $variant is what happens',
  async (diagram) => {
    expect(await checkDiagram(diagram, system)).toEqual([]);
  },
  120_000,
);

test.each(['fanout', 'saga', 'late-subscriber', 'transfer'])(
  '%s keeps its promises while providers fail and a process is killed',
  async (name) => {
    const walkthrough = await system.walk(name);
    expect(brokenPromises(walkthrough)).toEqual([]);
    expect(walkthrough.promises.length).toBeGreaterThan(3);
  },
  180_000,
);
