/** A service's part of an order, as its own table has it. */
export interface StepRecord {
  /**
   * `doing`: begun, and perhaps done outside; `done` and `refused`: settled; `undone`: done, and taken back;
   * `cancelled`: the cancellation came before the work did, which is never begun then (a tombstone).
   */
  status: 'doing' | 'done' | 'refused' | 'cancelled' | 'undone';
  /** What the third party calls what it did. */
  effectId?: string;
  reason?: string;
  /** A cancellation has come. */
  cancelled?: boolean;
}

/** Each method is one conditional write, so that work and cancellation may meet at any point. */
export interface StepStore {
  /** Begins, unless there is a record; answers what is there now. */
  begin(orderId: string): Promise<StepRecord>;
  /** Settles what is being done; answers what is there now. */
  settle(orderId: string, outcome: { id: string } | { refused: string }): Promise<StepRecord>;
  /** Notes the cancellation, which is a tombstone if nothing was begun; answers what is there now. */
  cancel(orderId: string): Promise<StepRecord>;
  undone(orderId: string): Promise<void>;
}

export interface StepDeps {
  store: StepStore;
  /** Has it done outside, once however often it is called. Throws when a retry may help. */
  perform(): Promise<{ id: string } | { refused: string }>;
  /** Has it taken back, once however often it is called. */
  takeBack(effectId: string): Promise<void>;
  /** Tells Orders. */
  tell(outcome: 'done' | 'refused', reason?: string): Promise<void>;
}

/** Does a service's part of an order. It may be called again at any point: after a crash, or for a message that came twice. */
export async function doStep(orderId: string, deps: StepDeps): Promise<void> {
  let record = await deps.store.begin(orderId);
  // an earlier attempt may have had it done and died before it could write so: asking again is how one finds out
  if (record.status === 'doing') record = await deps.store.settle(orderId, await deps.perform());
  if (record.status === 'done' && record.cancelled) await takeBack(orderId, record, deps);
  else if (record.status === 'done') await deps.tell('done');
  else if (record.status === 'refused') await deps.tell('refused', record.reason);
}

/** Undoes it, whether it comes before, while or after it is done. */
export async function cancelStep(orderId: string, deps: Pick<StepDeps, 'store' | 'takeBack'>): Promise<void> {
  const record = await deps.store.cancel(orderId);
  // who is doing it at the moment will find the cancellation, and take it back
  if (record.status === 'done') await takeBack(orderId, record, deps);
}

async function takeBack(orderId: string, { effectId = '' }: StepRecord, deps: Pick<StepDeps, 'store' | 'takeBack'>): Promise<void> {
  await deps.takeBack(effectId);
  await deps.store.undone(orderId);
}
