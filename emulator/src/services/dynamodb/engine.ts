import { createRequire } from 'node:module';
import { AwsError } from '../errors.ts';
import type { Stack } from '../service.ts';
import { markOrigin, type Origin, tap } from './streams/capture.ts';

/**
 * Items, expressions and indexes are dynalite's: https://github.com/architect/dynalite. Its actions are called as they are, below its HTTP
 * server, so that a request is parsed once and takes no second hop. What it lacks (transactions, streams, TTL, backups' settings)
 * stands beside it.
 */
type Data = Record<string, unknown>;

interface DynaliteError extends Error {
  statusCode?: number;
  body?: Data & { __type?: string; message?: string; Message?: string };
}

type Callback = (error: DynaliteError | null | undefined, data?: unknown) => void;

export interface DynaliteStore {
  tableDb: {
    awsAccountId: string;
    awsRegion: string;
    get(key: string, callback: Callback): void;
    put(key: string, value: unknown, callback: Callback): void;
  };
  getItemDb(table: string): { get(key: string, callback: Callback): void };
  getTable(name: string, checkStatus: boolean, callback: Callback): void;
  options: Data;
}

interface DynaliteDb {
  create(options: object): DynaliteStore;
  checkConditional(data: Data, existing: Data | undefined): DynaliteError | null | undefined;
  createKey(item: unknown, table: unknown): string;
  itemSize(item: unknown): number;
  validateKey(key: unknown, table: unknown): DynaliteError | undefined;
}

const require = createRequire(import.meta.url);

/** Loaded at the first call of DynamoDB: it takes some 60 ms. */
let loaded: { db: DynaliteDb; validations: Record<string, (...args: unknown[]) => Data> } | undefined;

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function load() {
  if (loaded) return loaded;
  const db: DynaliteDb = require('dynalite/db');
  const validations = require('dynalite/validations');
  // Powertools' idempotency reads the existing item from the error: dynalite drops the option, so it is made known to it here
  const check = db.checkConditional;
  db.checkConditional = (data, existing) => {
    const error = check(data, existing);
    if (error?.body && existing && data.ReturnValuesOnConditionCheckFailure === 'ALL_OLD') error.body.Item = existing;
    return error;
  };
  tap(db as unknown as Parameters<typeof tap>[0]);
  for (const action of ['putItem', 'updateItem', 'deleteItem'])
    require(`dynalite/validations/${action}`).types.ReturnValuesOnConditionCheckFailure = { type: 'String', enum: ['ALL_OLD', 'NONE'] };
  loaded = { db, validations };
  return loaded;
}

export const dynaliteDb = () => load().db;

function asAwsError(error: DynaliteError): Error {
  if (!error.statusCode || !error.body) return error;
  const { __type = '', message, Message, ...detail } = error.body;
  return new AwsError(__type.split('#').at(-1) ?? '', message ?? Message ?? '', { status: error.statusCode, detail });
}

/** The tables of one account in one region. */
export class Engine {
  readonly store: DynaliteStore;
  #last: Promise<unknown> = Promise.resolve();
  #writes = new Set<Promise<unknown>>();
  /** What a transaction under way will tell of once it is done. */
  #held: (() => void)[] | undefined;

  constructor(account: string, region: string) {
    this.store = load().db.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    this.store.tableDb.awsAccountId = account;
    this.store.tableDb.awsRegion = region;
  }

  /** Checks an input as DynamoDB does, and gives it the parsed expressions that the actions read. */
  validate(operation: string, input: object): Data {
    const { validations } = load();
    const { types, custom } = require(`dynalite/validations/${lowerFirst(operation)}`);
    try {
      const data = (validations.checkTypes as (...args: unknown[]) => Data)(structuredClone(input), types);
      (validations.checkValidations as (...args: unknown[]) => Data)(data, types, custom, this.store);
      return data;
    } catch (error) {
      throw asAwsError(error as DynaliteError);
    }
  }

  /** Runs an operation on input that was checked. */
  act<Output = Data>(operation: string, data: Data): Promise<Output> {
    const action: (store: DynaliteStore, data: Data, callback: Callback) => void = require(`dynalite/actions/${lowerFirst(operation)}`);
    return new Promise((resolve, reject) =>
      action(this.store, data, (error, output) => {
        if (error) return reject(asAwsError(error));
        // JSON is what a caller gets: the stored item itself must not be shared
        resolve((output === '' ? {} : JSON.parse(JSON.stringify(output))) as Output);
      }),
    );
  }

  /** Checks and runs; writes wait for a transaction that is under way. */
  async run<Output = Data>(operation: string, input: object, origin?: Origin): Promise<Output> {
    const data = this.validate(operation, input);
    if (!/^(PutItem|UpdateItem|DeleteItem|BatchWriteItem)$/.test(operation)) return this.act<Output>(operation, data);
    if (origin) markOrigin(data, origin);
    await this.#last;
    const write = this.act<Output>(operation, data);
    const settled = write.catch(() => {});
    this.#writes.add(settled);
    void settled.then(() => this.#writes.delete(settled));
    return write;
  }

  /** Runs a transaction alone: after the writes under way, before those to come. */
  exclusive<Output>(work: () => Promise<Output>): Promise<Output> {
    const before = this.#last;
    const result = before.then(async () => {
      await Promise.all(this.#writes);
      return work();
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** As `exclusive`; what its writes tell streams is told when all have happened, and not at all if it fails. */
  transaction<Output>(work: () => Promise<Output>): Promise<Output> {
    return this.exclusive(async () => {
      const held: (() => void)[] = [];
      this.#held = held;
      let output: Output;
      try {
        output = await work();
      } finally {
        this.#held = undefined;
      }
      for (const tell of held) tell();
      return output;
    });
  }

  /** Tells of a write now, or when its transaction is done. */
  hold(tell: () => void): void {
    if (this.#held) this.#held.push(tell);
    else tell();
  }

  /** The table, or ResourceNotFoundException. */
  table(name: string): Promise<Data> {
    return new Promise((resolve, reject) =>
      this.store.getTable(name, false, (error, table) => (error ? reject(asAwsError(error)) : resolve(table as Data))),
    );
  }

  item(table: string, key: string): Promise<Data | undefined> {
    return new Promise((resolve, reject) =>
      this.store
        .getItemDb(table)
        .get(key, (error, item) => (error && error.name !== 'NotFoundError' ? reject(error) : resolve(item as Data | undefined))),
    );
  }
}

class Engines {
  readonly #engines = new Map<string, Engine>();

  of(account: string, region: string): Engine {
    const key = `${account}:${region}`;
    let engine = this.#engines.get(key);
    if (!engine) this.#engines.set(key, (engine = new Engine(account, region)));
    return engine;
  }
}

export const engineOf = (context: { stack: Stack; account: string; region: string }) =>
  context.stack.singleton('dynamodb', () => new Engines()).of(context.account, context.region);
