import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyChange, ModelEntry } from '../page-model.ts';
import { type UpdatePageModelDeps, updatePageModel } from './core.ts';

/** The store in memory: one check and write in one step, as DynamoDB's conditional put is. */
function memory() {
  const kept = new Map<string, ModelEntry>();
  const heard = new Map<string, string>();
  const deps: UpdatePageModelDeps = {
    async keepNewer(entry) {
      const key = `${entry.source}#${entry.userId}`;
      if ((kept.get(key)?.revision ?? 0) >= entry.revision) return false;
      kept.set(key, entry);
      return true;
    },
    async noteHeard(source, date) {
      if ((heard.get(source) ?? '') < date) heard.set(source, date);
    },
    log() {},
  };
  return { kept, heard, hear: (change: AnyChange) => updatePageModel(JSON.stringify({ detail: change }), deps) };
}

const at = (moment: number) => new Date(1_700_000_000_000 + moment * 1000).toISOString();

/** A history: what was saved, one after the other, of a few users and contracts; the sources' truth is the last of each. */
const history = fc
  .array(fc.record({ user: fc.boolean(), who: fc.integer({ min: 1, max: 3 }), what: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((saves) => {
    const revisions = new Map<string, number>();
    return saves.map(({ user, who, what }, moment): AnyChange => {
      const userId = `user-000${who}`;
      const revision = (revisions.get(`${user}${who}`) ?? 0) + 1;
      revisions.set(`${user}${who}`, revision);
      const common = { version: 1, userId, revision, date: at(moment) } as const;
      return user
        ? { type: 'UserChanged', ...common, user: { userId, name: `Name ${what}`, language: 'en' } }
        : { type: 'ContractChanged', ...common, contract: { userId, plan: 'plus', options: [`option-${what}`] } };
    });
  });

const truthOf = (changes: readonly AnyChange[]) =>
  new Map<string, unknown>(
    changes.map((change): [string, unknown] =>
      change.type === 'UserChanged'
        ? [`users#${change.userId}`, { revision: change.revision, data: change.user }]
        : [`contracts#${change.userId}`, { revision: change.revision, data: change.contract }],
    ),
  );
const known = (kept: Map<string, ModelEntry>) => new Map([...kept].map(([key, { revision, data }]) => [key, { revision, data }]));

describe('updatePageModel', () => {
  it('comes to the truth in any order, with duplicates', async () => {
    await fc.assert(
      fc.asyncProperty(
        history.chain((changes) =>
          fc.tuple(fc.constant(changes), fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length })),
        ),
        async ([changes, some]) => {
          const { kept, heard, hear } = memory();
          // each at least once, some twice, in an order of chance
          const missing = changes.filter((change) => !some.includes(change));
          for (const change of [...some, ...missing]) await hear(change);
          expect(known(kept)).toEqual(truthOf(changes));
          for (const source of ['users', 'contracts'] as const) {
            const dates = changes.filter(({ type }) => (type === 'UserChanged') === (source === 'users')).map(({ date }) => date);
            expect(heard.get(source)).toBe(dates.sort().at(-1));
          }
        },
      ),
    );
  });

  it('comes to the truth when some are lost and all are replayed, side by side with new ones', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.infiniteStream(fc.boolean()), async (changes, lost) => {
        const { kept, hear } = memory();
        for (const change of changes) if (!lost.next().value) await hear(change);
        await Promise.all(changes.toReversed().map(hear));
        expect(known(kept)).toEqual(truthOf(changes));
      }),
    );
  });

  it('stays behind where something is lost for good: the property above can fail', async () => {
    const { kept, hear } = memory();
    const user = (revision: number): AnyChange => ({
      ...{ type: 'UserChanged', version: 1, userId: 'user-0001', revision, date: at(revision) },
      user: { userId: 'user-0001', name: `Name ${revision}`, language: 'en' },
    });
    await hear(user(1));
    expect(known(kept)).not.toEqual(truthOf([user(1), user(2)]));
  });

  it('fails on a version it does not know, so that the message is kept and not passed over', async () => {
    const { hear } = memory();
    const unknown = { type: 'UserChanged', version: 2, userId: 'user-0001', revision: 1, date: at(1), user: {} };
    await expect(hear(unknown as unknown as AnyChange)).rejects.toThrow('version');
  });
});
