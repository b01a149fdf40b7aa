import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../errors.ts';
import { startLab } from './testing.ts';

/** What a target answers to each attempt, in turn; afterwards it is well. */
const answers = fc.array(fc.constantFrom('fine', 'down', 'throttled', 'refused', 'lost answer'), { maxLength: 30 });
const policy = fc.record({ MaximumRetryAttempts: fc.integer({ min: 0, max: 4 }) }, { requiredKeys: [] });

test('whatever a target answers, every event ends once: delivered, or in the dead-letter queue', async () => {
  await fc.assert(
    fc.asyncProperty(answers, fc.integer({ min: 1, max: 8 }), policy, fc.integer(), async (answers, events, RetryPolicy, seed) => {
      const lab = await startLab({ seed });
      try {
        const [queue, dead] = [await lab.queue('q'), await lab.queue('dead')];
        await lab.rule('all', [{ Arn: queue, RetryPolicy, DeadLetterConfig: { Arn: dead } }]);
        let lostAnswers = 0;
        const left = [...answers];
        const call = lab.stack.call.bind(lab.stack);
        lab.stack.call = (async (service, operation, input, caller) => {
          const wanted = operation === 'SendMessage' && (input as { QueueUrl: string }).QueueUrl.endsWith('/q');
          const answer = wanted ? left.shift() : 'fine';
          if (answer === 'down') throw new AwsError('ServiceUnavailable', 'down', { status: 503 });
          if (answer === 'throttled') throw new AwsError('ThrottlingException', 'slower');
          if (answer === 'refused') throw new AwsError('AccessDeniedException', 'no', { status: 403 });
          const output = await call(service, operation, input, caller);
          if (answer === 'lost answer') {
            lostAnswers++;
            throw new Error('the answer was lost');
          }
          return output;
        }) as typeof call;

        const ids: string[] = [];
        for (let n = 0; n < events; n++) ids.push((await lab.put({ n })).Entries?.[0]?.EventId ?? '');
        const deliveries = lab.stack.journal.table('events.deliveries');
        for (let i = 0; i < 2000 && deliveries.size > 0; i++) await lab.clock.advance(10_000);
        expect(deliveries.size).toBe(0);

        const ended = (type: string) => lab.emulator.events.since(0).flatMap((hop) => (hop.type === type ? [hop.messageId as string] : []));
        const [delivered, buried] = [ended('events.delivered'), ended('events.dead-lettered')];
        expect([...delivered, ...buried].sort()).toEqual([...ids].sort());
        const idsIn = async (arn: string) => (await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? '').id as string);
        expect((await idsIn(dead)).sort()).toEqual(buried.sort());
        // At least once: an answer that is lost is the only way to a second copy.
        const received = await idsIn(queue);
        expect(received).toHaveLength(delivered.length + lostAnswers);
        expect(received).toEqual(expect.arrayContaining(delivered));
      } finally {
        await lab.end();
      }
    }),
    { numRuns: 12 },
  );
});
