import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelStep, doStep, type StepDeps, type StepRecord, type StepStore } from './step.ts';

/** A table of one order, each method as atomic as a conditional write. */
function memory(): StepStore & { record(): StepRecord | undefined } {
  let record: StepRecord | undefined;
  const now = () => ({ ...record }) as StepRecord;
  return {
    record: () => record,
    async begin() {
      record ??= { status: 'doing' };
      return now();
    },
    async settle(_orderId, outcome) {
      if (record?.status === 'doing')
        record =
          'id' in outcome ? { ...record, status: 'done', effectId: outcome.id } : { ...record, status: 'refused', reason: outcome.refused };
      return now();
    },
    async cancel() {
      record = { ...(record ?? { status: 'cancelled' }), cancelled: true };
      return now();
    },
    async undone() {
      if (record) record = { ...record, status: 'undone' };
    },
  };
}

/** A third party that honours keys, and fails as it is told to: before its work, or after it. */
function world(faults: Iterator<'well' | 'fails' | 'answer lost'>, refuses: boolean) {
  const store = memory();
  const done = { charged: false, refunded: false };
  const told: string[] = [];
  const call = async (work: () => void) => {
    const fault = faults.next().value ?? 'well';
    if (fault === 'fails') throw new Error('down');
    work();
    if (fault === 'answer lost') throw new Error('lost');
  };
  const deps: StepDeps = {
    store,
    async perform() {
      if (refuses) return { refused: 'DECLINED' };
      await call(() => (done.charged = true));
      return { id: 'c1' };
    },
    takeBack: () => call(() => (done.refunded = true)),
    async tell(outcome) {
      told.push(outcome);
    },
  };
  return { store, done, told, deps };
}

const fault = fc.constantFrom('well', 'fails', 'answer lost') as fc.Arbitrary<'well' | 'fails' | 'answer lost'>;

describe('a step of a saga', () => {
  it('is taken back whenever it was done and cancelled, in whatever order and however often the messages come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.shuffledSubarray(['do', 'do', 'cancel', 'cancel'] as const, { minLength: 1 }),
        fc.array(fault, { maxLength: 12 }),
        fc.boolean(),
        async (scheduler, messages, faults, refuses) => {
          const { store, done, deps } = world(faults.values(), refuses);
          const slow: StepDeps = {
            ...deps,
            perform: () => scheduler.schedule(Promise.resolve()).then(deps.perform),
            takeBack: (id) => scheduler.schedule(Promise.resolve()).then(() => deps.takeBack(id)),
          };
          const handle = (message: 'do' | 'cancel') => (message === 'do' ? doStep('o', slow) : cancelStep('o', slow));
          // as a queue does: what failed comes again until it is done
          const delivered = messages.map(async (message) => {
            for (;;) {
              try {
                return await handle(message);
              } catch {}
            }
          });
          await scheduler.waitAll();
          await scheduler.waitFor(Promise.all(delivered));
          const [wanted, cancelled] = [messages.includes('do'), messages.includes('cancel')];
          expect(done.charged && !done.refunded).toBe(wanted && !cancelled && !refuses);
          if (!cancelled) expect(store.record()?.status).toBe(refuses ? 'refused' : 'done');
          if (!wanted) expect(store.record()?.status).toBe('cancelled');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never begun when its cancellation came first, and tells nobody', async () => {
    const { deps, done, told, store } = world([].values(), false);
    await cancelStep('o', deps);
    await doStep('o', deps);
    expect({ ...done, told, status: store.record()?.status }).toEqual({ charged: false, refunded: false, told: [], status: 'cancelled' });
  });

  it('tells again what it told when it is asked again, without doing it again', async () => {
    const { deps, told } = world([].values(), false);
    await doStep('o', deps);
    await doStep('o', { ...deps, perform: () => Promise.reject(new Error('once was enough')) });
    expect(told).toEqual(['done', 'done']);
  });
});
