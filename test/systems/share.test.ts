import { afterAll, beforeAll, expect, test } from 'vitest';
import { share } from '../../systems/share/share.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(share);
});
afterAll(() => system?.stop());

test.each(share.variants.map(({ name }) => name))(
  '%s keeps its promises while the provider fails and a process is killed',
  async (name) => {
    const walkthrough = await system.walk(name);
    expect(brokenPromises(walkthrough)).toEqual([]);
    expect(walkthrough.promises.length).toBeGreaterThan(2);
  },
);

test.each(await diagramsOf('share'))('the diagram of $variant is what happens', async (diagram) => {
  expect(await checkDiagram(diagram, system)).toEqual([]);
});

// the last, since retries of what it spoils go on after it
test('a provider that ignores keys and loses answers is noticed', async () => {
  const { email } = system.thirdParties;
  const set = email.setKnobs;
  // whatever the walkthrough turns, these stay: half the answers are lost, and no key counts
  email.setKnobs = (knobs) => set({ ...knobs, honoursKeys: false, lostAnswerRate: 0.5 });
  try {
    const broken = brokenPromises(await system.walk('v4', { count: 8, errorRate: 0, downSeconds: 0, kill: false }));
    expect(broken).toEqual([
      expect.stringMatching(/^what was accepted is delivered: \d of 8$/),
      expect.stringMatching(/^nobody gets a mail twice: [1-9]\d* did$/),
    ]);
  } finally {
    email.setKnobs = set;
  }
});
