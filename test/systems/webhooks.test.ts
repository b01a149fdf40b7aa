import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhooks } from '../../systems/webhooks/webhooks.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(webhooks);
});
afterAll(() => system?.stop());

// first, while nothing of the trouble to come is still on its way
test.each(await diagramsOf('webhooks'))('the diagram of $variant is what happens', async (diagram) => {
  expect(await checkDiagram(diagram, system)).toEqual([]);
});

test.each(webhooks.variants.map(({ name }) => name))('%s keeps its promises while others fail and a process is killed', async (name) => {
  const walkthrough = await system.walk(name);
  expect(brokenPromises(walkthrough)).toEqual([]);
  expect(walkthrough.promises.length).toBeGreaterThan(2);
});
