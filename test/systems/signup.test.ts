import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { signup } from '../../systems/signup/signup.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

let system: DeployedSystem;

beforeAll(async () => {
  system = await deploySystem(signup);
});
afterAll(() => system?.stop());
afterEach(() => vi.restoreAllMocks());

// first, while no alarm has anything to say that a diagram does not show
test.each(await diagramsOf('signup'))('the diagram of $variant is what happens', async (diagram) => {
  expect(await checkDiagram(diagram, system)).toEqual([]);
});

test.each(signup.variants.map(({ name }) => name))(
  '%s keeps its promises while both third parties fail and a process is killed',
  async (name) => {
    const walkthrough = await system.walk(name);
    expect(brokenPromises(walkthrough)).toEqual([]);
    expect(walkthrough.promises.length).toBeGreaterThan(2);
  },
);

test('the embedded stack freezes what has answered', async () => {
  const { promises } = await system.walk('frozen', { count: 2 });
  expect(promises.find(({ what }) => what.startsWith('it is found out'))?.found).toMatch(/^frozen: nothing/);
});

/** Turns knobs of a third party whenever the walkthrough does. */
function spoil(party: 'newsletter' | 'notification', spoilt: object) {
  const { setKnobs } = system.thirdParties[party];
  vi.spyOn(system.thirdParties[party], 'setKnobs').mockImplementation((knobs) => setKnobs({ ...knobs, ...spoilt }));
}

test('a third party that ignores keys and loses answers is noticed', async () => {
  spoil('newsletter', { honoursKeys: false, lostAnswerRate: 0.7 });
  const broken = brokenPromises(await system.walk('durable', { downSeconds: 0 }));
  expect((await system.thirdParties.newsletter.stats()).answersLost).toBeGreaterThan(0);
  expect(broken.join()).toMatch(/one newsletter entry and one welcome: .* [1-9]\d* twice/);
});

test('a welcome whose answer is lost cannot be taken back, and is noticed', async () => {
  spoil('notification', { lostAnswerRate: 1, errorRate: 0 });
  const { story } = await system.walk('rollback', { count: 2, errorRate: 0, downSeconds: 0, kill: false });
  expect(story).toContain('3 were welcomed to an account that was taken back: an answer was lost');
});
