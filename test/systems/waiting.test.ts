import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { eventStream, eventsAfter } from '../../functions/waiting/events.ts';
import type { Job } from '../../functions/waiting/job.ts';
import { readEventStream } from '../../systems/waiting/event-stream.ts';
import { waiting } from '../../systems/waiting/waiting.ts';
import { checkDiagram, diagramsOf } from '../support/chapters.ts';
import { brokenPromises, type DeployedSystem, deploySystem } from '../support/systems.ts';

const diagrams = await diagramsOf('waiting');

describe('between services', () => {
  let system: DeployedSystem;
  beforeAll(async () => {
    system = await deploySystem(waiting);
  });
  afterAll(() => system?.stop());

  test.each(['wait', 'short-poll', 'long-poll', 'sse', 'webhook'])(
    '%s keeps its promises while the carrier fails and a process is killed',
    async (name) => {
      const walkthrough = await system.walk(name);
      expect(brokenPromises(walkthrough)).toEqual([]);
    },
  );

  test('side by side: short poll asks most, a webhook once', async () => {
    const walkthrough = await system.walk('compare', { count: 4 });
    expect(brokenPromises(walkthrough)).toEqual([]);
    for (const line of walkthrough.story) expect(line.length).toBeLessThanOrEqual(98);
  });

  test('a client that leaves in the middle', async () => {
    expect(brokenPromises(await system.walk('disconnect'))).toEqual([]);
  });

  test('a carrier that ignores its idempotency key is noticed: the impatient client has two books', async () => {
    const { carrier } = system.thirdParties;
    const { setKnobs } = carrier;
    carrier.setKnobs = (knobs) => setKnobs({ ...knobs, honoursKeys: false });
    try {
      const broken = brokenPromises(await system.walk('disconnect'));
      expect(broken).toContainEqual(expect.stringMatching(/back at once.*shipped 2 ×/));
    } finally {
      carrier.setKnobs = setKnobs;
    }
  });

  test.each(diagrams.map((diagram) => [diagram.variant, diagram] as const))(
    'the diagram of %s is what happens',
    async (_variant, diagram) => {
      expect(await checkDiagram(diagram, system)).toEqual([]);
    },
  );
  test('each way between services has its diagram', () => {
    expect(diagrams.map(({ variant }) => variant).sort()).toEqual(['long-poll', 'short-poll', 'sse', 'wait', 'webhook']);
  });
});

describe('server-sent events in short streams', () => {
  const job: Job = { jobId: 'j', ms: 1, status: 'done', acceptedAt: 1, startedAt: 2, doneAt: 3, attempts: 1, shipmentId: 's\n1' };

  it('miss nothing and tell nothing twice, wherever the stream is cut', () => {
    const whole = eventsAfter(job, 0);
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Job['status']>('queued', 'working', 'done'), { maxLength: 6 }), (seen) => {
        let lastId = 0;
        const told: string[] = [];
        for (const status of [...seen.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)), 'done' as const]) {
          const { startedAt: _, ...fresh } = job;
          const { events } = readEventStream(
            eventStream(eventsAfter(status === 'queued' ? { ...fresh, status } : { ...job, status }, lastId), 20),
          );
          told.push(...events.map(({ event }) => event));
          lastId = Number(events.at(-1)?.id ?? lastId);
        }
        expect(told).toEqual(whole.map(({ event }) => event));
      }),
    );
  });

  it('are read as browsers read them', () => {
    expect(readEventStream(eventStream([], 20))).toEqual({ events: [], retryMs: 20 });
    expect(readEventStream(eventStream(eventsAfter(job, 2), 20)).events.map(({ data }) => JSON.parse(data).shipmentId)).toEqual(['s\n1']);
    expect(readEventStream('data: a\r\ndata: b\r\n\r\n: a comment\n\nid: 7\n\nevent: x\ndata:c\n\n').events).toEqual([
      { id: '', event: 'message', data: 'a\nb' },
      { id: '', event: 'x', data: 'c' },
    ]);
  });
});

const ORDER = ['queued', 'working', 'done'];
