import { afterAll, beforeAll, expect, test } from 'vitest';
import { photosPage } from '../../systems/photos-page/photos-page.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(photosPage);
});
afterAll(() => system.stop());

test.each(photosPage.variants.map(({ name }) => name))('%s keeps its promises', async (name) => {
  const walkthrough = await system.walk(name);
  expect(brokenPromises(walkthrough)).toEqual([]);
  expect(walkthrough.promises.length).toBeGreaterThan(1);
});

// after the walks: whoever takes part has been made by then, and making them is no part of a page
test.each(await diagramsOf('photos-page'))('the diagram of $variant is what happens', async (diagram) => {
  expect(await checkDiagram(diagram, system)).toEqual([]);
});
