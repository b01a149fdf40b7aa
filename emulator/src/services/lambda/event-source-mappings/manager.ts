import type { Stack } from '../../service.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { type MappingRecord, mappingsTable } from './record.ts';
import { forgetCheckpoints } from './streams/checkpoints.ts';
import { startStreamFleet } from './streams/fleet.ts';

/** Keeps pollers running for every mapping that is enabled. What runs is derived from the journal. */
export class Manager {
  readonly #stack: Stack;
  readonly #fleets = new Map<string, Fleet>();
  /** Changes of one mapping, one after another. */
  readonly #changes = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(stack: Stack) {
    this.#stack = stack;
    for (const record of [...mappingsTable(stack).values()]) {
      if (record.state === 'Deleting') mappingsTable(stack).delete(record.id);
      else this.apply(record);
    }
  }

  /** Brings what runs in line with the record; the state follows when it is so. Batches under way are finished with the old settings. */
  apply(record: MappingRecord): Promise<void> {
    return this.#change(record.id, async () => {
      await this.#end(record.id);
      const current = this.#current(record.id);
      if (!current || current.state === 'Deleting') return;
      if (current.enabled) {
        const start = current.stream ? startStreamFleet : startFleet;
        const fleet = await start(current, this.#stack, (problem) => this.#problem(record.id, problem));
        if (this.#stopped) return fleet.drop();
        this.#fleets.set(record.id, fleet);
      }
      const now = this.#current(record.id);
      if (now && now.state !== 'Deleting') this.#put({ ...now, state: current.enabled ? 'Enabled' : 'Disabled' });
    });
  }

  /** Forgets a mapping once its batches are done. */
  remove(id: string): Promise<void> {
    return this.#change(id, async () => {
      await this.#end(id);
      if (this.#stopped) return;
      mappingsTable(this.#stack).delete(id);
      forgetCheckpoints(this.#stack, id);
    });
  }

  /** Resolves when every change of the mapping that was asked for has been made. */
  settled = (id: string): Promise<void> => this.#changes.get(id) ?? Promise.resolve();

  /** How many batches the mapping can handle at a time now. */
  concurrency = (id: string): number => this.#fleets.get(id)?.size ?? 0;

  stop() {
    this.#stopped = true;
    for (const fleet of this.#fleets.values()) fleet.drop();
    this.#fleets.clear();
  }

  #change(id: string, work: () => Promise<void>): Promise<void> {
    const change = this.settled(id).then(() => (this.#stopped ? undefined : work()));
    this.#changes.set(id, change);
    return change.finally(() => {
      if (this.#changes.get(id) === change) this.#changes.delete(id);
    });
  }

  async #end(id: string) {
    const fleet = this.#fleets.get(id);
    this.#fleets.delete(id);
    await fleet?.end();
  }

  #current = (id: string) => (this.#stopped ? undefined : mappingsTable(this.#stack).get(id));

  #put(record: MappingRecord) {
    if (!this.#stopped) mappingsTable(this.#stack).put(record.id, record);
  }

  #problem(id: string, problem: string | undefined) {
    const record = this.#current(id);
    if (record && (record.problem !== problem || !record.processed)) this.#put({ ...record, problem, processed: true });
  }
}

export const managerOf = (stack: Stack): Manager => stack.singleton('lambda.event-source-mappings', (s) => new Manager(s));
