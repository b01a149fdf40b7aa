import type { ReplayState, Target } from '@aws-sdk/client-eventbridge';
import type { JournalTable } from '../../journal/journal.ts';
import type { Stack } from '../service.ts';
import type { BusEvent } from './event.ts';

export interface Tag {
  Key: string;
  Value: string;
}

export interface Statement {
  Sid?: string;
  Effect: string;
  Principal: unknown;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

export interface Bus {
  arn: string;
  name: string;
  account: string;
  region: string;
  description?: string | undefined;
  /** Recorded: only events that cannot be decrypted would go there. */
  deadLetterArn?: string | undefined;
  kmsKeyIdentifier?: string | undefined;
  policy: Statement[];
  tags: Tag[];
  createdAt: number;
  modifiedAt: number;
}

export interface Rule {
  arn: string;
  name: string;
  busArn: string;
  busName: string;
  account: string;
  region: string;
  description?: string | undefined;
  /** JSON text. */
  pattern?: string | undefined;
  schedule?: string | undefined;
  /** When the schedule falls due next, in virtual time. */
  nextAt?: number | undefined;
  state: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  roleArn?: string | undefined;
  targets: Target[];
  tags: Tag[];
}

/** An event on its way to one target of one rule; it leaves the table when it has arrived or was given up. */
export interface Delivery {
  id: string;
  event: BusEvent;
  ruleArn: string;
  targetId: string;
  /** Attempts made so far. */
  attempts: number;
  acceptedAt: number;
  /** When the next attempt falls due, in virtual time. */
  dueAt: number;
  traceHeader?: string | undefined;
  /** The event came from another bus: it goes to no third one. */
  forwarded: boolean;
}

export interface Archive {
  arn: string;
  name: string;
  account: string;
  region: string;
  busArn: string;
  description?: string | undefined;
  /** JSON text. */
  pattern?: string | undefined;
  /** 0 keeps events for ever. */
  retentionDays: number;
  kmsKeyIdentifier?: string | undefined;
  createdAt: number;
}

export interface Archived {
  key: string;
  archiveArn: string;
  event: BusEvent;
  bytes: number;
  at: number;
  traceHeader?: string | undefined;
}

export interface Replay {
  arn: string;
  name: string;
  account: string;
  region: string;
  description?: string | undefined;
  archiveArn: string;
  busArn: string;
  /** The rules that it goes to; all of the bus where there are none. */
  ruleArns: string[];
  from: number;
  to: number;
  state: ReplayState;
  stateReason?: string | undefined;
  startedAt: number;
  endedAt?: number | undefined;
  /** The time in the last event that was replayed. */
  lastReplayed?: number | undefined;
}

export interface Store {
  buses: JournalTable<Bus>;
  rules: JournalTable<Rule>;
  deliveries: JournalTable<Delivery>;
  archives: JournalTable<Archive>;
  replays: JournalTable<Replay>;
  /** Rules of a bus, oldest first. */
  rulesOf(busArn: string): Rule[];
  putRule(rule: Rule): void;
  deleteRule(arn: string): void;
  /** Events of an archive, oldest first. */
  archivedOf(archiveArn: string): Iterable<Archived>;
  putArchived(archived: Archived): void;
  deleteArchived(archived: Archived): void;
}

/** The tables of the service, with the indexes that are derived from them. */
export function storeOf(stack: Stack): Store {
  return stack.singleton('events.store', ({ journal }) => {
    const rules = journal.table<Rule>('events.rules');
    const archived = journal.table<Archived>('events.archived');
    const rulesByBus = indexOf(rules.values(), ({ busArn, arn }) => [busArn, arn]);
    const archivedByArchive = indexOf(archived.values(), ({ archiveArn, key }) => [archiveArn, key]);
    return {
      buses: journal.table<Bus>('events.buses'),
      rules,
      deliveries: journal.table<Delivery>('events.deliveries'),
      archives: journal.table<Archive>('events.archives'),
      replays: journal.table<Replay>('events.replays'),
      rulesOf: (busArn) => [...recordsOf(rulesByBus.keys(busArn), rules)],
      putRule(rule) {
        rules.put(rule.arn, rule);
        rulesByBus.add(rule);
      },
      deleteRule(arn) {
        const rule = rules.get(arn);
        rules.delete(arn);
        if (rule) rulesByBus.remove(rule);
      },
      archivedOf: (archiveArn) => recordsOf(archivedByArchive.keys(archiveArn), archived),
      putArchived(record) {
        archived.put(record.key, record);
        archivedByArchive.add(record);
      },
      deleteArchived(record) {
        archived.delete(record.key);
        archivedByArchive.remove(record);
      },
    };
  });
}

/** One after the other, since an archive may hold very many; what is read may be deleted on the way. */
function* recordsOf<T>(keys: Iterable<string>, table: JournalTable<T>): Generator<T> {
  for (const key of keys) {
    const record = table.get(key);
    if (record !== undefined) yield record;
  }
}

function indexOf<T>(records: Iterable<T>, entry: (record: T) => [owner: string, key: string]) {
  const byOwner = new Map<string, Set<string>>();
  const index = {
    add(record: T) {
      const [owner, key] = entry(record);
      byOwner.set(owner, (byOwner.get(owner) ?? new Set()).add(key));
    },
    remove(record: T) {
      const [owner, key] = entry(record);
      const keys = byOwner.get(owner);
      keys?.delete(key);
      if (keys?.size === 0) byOwner.delete(owner);
    },
    keys: (owner: string): Iterable<string> => byOwner.get(owner) ?? [],
  };
  for (const record of records) index.add(record);
  return index;
}
