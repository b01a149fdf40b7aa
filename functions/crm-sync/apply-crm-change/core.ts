import { type CrmChange, crmChangeSchema } from '../messages.ts';

export interface ApplyCrmChangeDeps {
  /** False when the user is at this version or a newer one. */
  applyIfNewer(change: CrmChange): Promise<boolean>;
  log(hop: string, id: string, detail?: Record<string, unknown>): void;
}

/** Applies one change. One that comes late, or again, is no error: there is nothing left to do. */
export async function applyCrmChange(body: string, deps: ApplyCrmChangeDeps): Promise<void> {
  const change = crmChangeSchema.parse(JSON.parse(body));
  const applied = await deps.applyIfNewer(change);
  deps.log(applied ? 'applied' : 'nothing-new', change.userId, { crmVersion: change.crmVersion, source: change.source });
}
