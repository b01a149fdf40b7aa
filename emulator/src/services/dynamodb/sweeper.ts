import type { Timer } from '../../clock/clock.ts';
import type { Stack } from '../service.ts';
import { engineOf } from './engine.ts';
import { allSettings } from './store.ts';

/** DynamoDB deletes within a few days of the time; here within the hour. An expired item can be read until then, as on AWS. */
const EVERY = 3600_000;

/** Items that expired more than five years ago are left alone: the attribute was hardly meant as a time. */
const OLDEST = 5 * 365 * 24 * 3600;

/** Streams name who deleted the item. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
const ORIGIN = { service: 'dynamodb.amazonaws.com' };

class Sweeper {
  #timer: Timer | undefined;
  readonly #stack: Stack;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  start() {
    this.#timer ??= this.#stack.clock.after(EVERY, () => void this.#sweep());
  }

  stop() {
    this.#timer?.cancel();
  }

  async #sweep() {
    this.#timer = undefined;
    const tables = allSettings(this.#stack).filter((settings) => settings.ttlAttribute !== undefined);
    if (tables.length > 0) this.start();
    for (const { account, region, name, ttlAttribute = '' } of tables) {
      const engine = engineOf({ stack: this.#stack, account, region });
      const now = Math.floor(this.#stack.clock.now() / 1000);
      const expired = (time: string | undefined) => time !== undefined && Number(time) < now && Number(time) > now - OLDEST;
      try {
        const { KeySchema } = (await engine.table(name)) as { KeySchema: { AttributeName: string }[] };
        let from: unknown;
        do {
          const page = await engine.run<{ Items: Record<string, { N?: string }>[]; LastEvaluatedKey?: unknown }>('Scan', {
            TableName: name,
            ...(from ? { ExclusiveStartKey: from } : {}),
          });
          for (const item of page.Items) {
            if (!expired(item[ttlAttribute]?.N)) continue;
            const Key = Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
            // the item may have been written again since the scan
            const condition = {
              ConditionExpression: '#t = :t',
              ExpressionAttributeNames: { '#t': ttlAttribute },
              ExpressionAttributeValues: { ':t': item[ttlAttribute] },
            };
            await engine.run('DeleteItem', { TableName: name, Key, ...condition }, ORIGIN).catch(() => {});
          }
          from = page.LastEvaluatedKey;
        } while (from);
      } catch {
        // deleted meanwhile
      }
    }
  }
}

export const startSweeping = (stack: Stack) => stack.singleton('dynamodb.sweeper', (stack) => new Sweeper(stack)).start();
