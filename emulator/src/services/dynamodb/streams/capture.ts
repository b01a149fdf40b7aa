/** An item as dynalite keeps it: attribute name → `{ S: … }`, bytes as base64. */
export type Item = Record<string, Record<string, unknown>>;

/** Why an item changed, beside the write itself. */
export interface Origin {
  traceHeader?: string | undefined;
  /** The service that wrote on its own account, e.g. the time to live's deletion. */
  service?: string;
}

export interface Change {
  before: Item | undefined;
  after: Item | undefined;
  origin: Origin;
}

type Listener = (change: Change) => void;
type Done = (error?: unknown) => void;

/** The parts of dynalite that a write goes through, in this order, while the item's key is locked. */
interface Hooks {
  checkConditional(data: object, existing: Item | undefined): unknown;
  updateIndexes(store: object, table: { TableName: string }, existing: Item | undefined, item: Item | null, done: Done): void;
}

interface ItemDb {
  put(key: string, item: Item, done: Done): void;
  del(key: string, done: Done): void;
}

/** Per store: who is told of the changes of a table. A table without a listener takes the path it took before. */
const listeners = new WeakMap<object, Map<string, Listener>>();
/** By the item or key object of a checked input, since a batch is split into requests that keep nothing else. */
const origins = new WeakMap<object, Origin>();

/**
 * Taps dynalite's writes once per process. Its three writing actions read the item, check the condition, update the indexes and put or
 * delete, one writer a key at a time; so old image and new image belong together, and changes of one item arrive in their order.
 */
export function tap(db: Hooks): void {
  const { checkConditional, updateIndexes } = db;
  let asked: object | undefined;
  db.checkConditional = (data, existing) => {
    asked = data;
    return checkConditional(data, existing);
  };
  db.updateIndexes = (store, table, before, after, done) => {
    const listener = listeners.get(store)?.get(table.TableName);
    if (!listener) return updateIndexes(store, table, before, after, done);
    const origin = originOf(asked);
    const change: Change = { before, after: after ?? undefined, origin };
    updateIndexes(store, table, before, after, (error) => {
      const itemDb = (store as { getItemDb(name: string): ItemDb }).getItemDb(table.TableName);
      tellAfter(itemDb, error ? undefined : () => listener(change), () => done(error));
    });
  };
}

/** Tells of the one write that `write` starts, once it has happened: who reads the stream then finds the item as the record says. */
function tellAfter(itemDb: ItemDb, tell: (() => void) | undefined, write: () => void): void {
  const own = { put: itemDb.put, del: itemDb.del };
  const after =
    (done: Done): Done =>
    (error) => {
      if (!error) tell?.();
      done(error);
    };
  itemDb.put = (key, item, done) => own.put(key, item, after(done));
  itemDb.del = (key, done) => own.del(key, after(done));
  try {
    write();
  } finally {
    Object.assign(itemDb, own);
  }
}

const carrier = (data: object | undefined) => {
  const { Item, Key } = (data ?? {}) as { Item?: object; Key?: object };
  return Item ?? Key;
};

function originOf(data: object | undefined): Origin {
  const object = carrier(data);
  return (object && origins.get(object)) ?? {};
}

/** Marks a checked input, so that its changes are known to come from there. */
export function markOrigin(data: Record<string, unknown>, origin: Origin): void {
  const requests = data.RequestItems as Record<string, { PutRequest?: object; DeleteRequest?: object }[]> | undefined;
  const objects = requests
    ? Object.values(requests).flatMap((list) => list.map(({ PutRequest, DeleteRequest }) => carrier(PutRequest ?? DeleteRequest)))
    : [carrier(data)];
  for (const object of objects) if (object) origins.set(object, origin);
}

export function listen(store: object, table: string, listener: Listener): void {
  let tables = listeners.get(store);
  if (!tables) listeners.set(store, (tables = new Map()));
  tables.set(table, listener);
}

export const unlisten = (store: object, table: string): void => void listeners.get(store)?.delete(table);
