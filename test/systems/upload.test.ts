import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { upload } from '../../systems/upload/upload.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(upload);
});
afterAll(() => system?.stop());

test.each(await diagramsOf('upload'))('the diagram of $variant is what happens', async (diagram) => {
  expect(await checkDiagram(diagram, system)).toEqual([]);
});

// --count: MiB of the file; 100 take a minute, and are left to `pushpull run upload --count 100`
test.each(upload.variants.map(({ name }) => name))('%s keeps its promises while the line is cut and processes are killed', async (name) => {
  const walkthrough = await system.walk(name);
  expect(brokenPromises(walkthrough)).toEqual([]);
  expect(walkthrough.promises.length).toBeGreaterThan(4);
});

test('a bucket that gives something else than was sent is noticed', async () => {
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answer = await fetch(input, init);
    return new URL(input instanceof Request ? input.url : input).pathname.includes('/originals/') ? new Response('other') : answer;
  });
  const broken = brokenPromises(await system.walk('single'));
  vi.restoreAllMocks();
  expect(broken).toEqual(['what one gets by the link is the file, byte by byte: 0.0 MB, SHA-256 differs']);
});

test('without cuts each byte leaves once', async () => {
  const { promises } = await system.walk('chunks', { errorRate: 0, kill: false });
  expect(promises.find(({ what }) => what.startsWith('no whole chunk'))?.found).toContain('0.0 MB of them in vain');
});
