/** Read again after this long, so that a key that was taken away stops working. */
const TTL_MS = 60_000;
/** A signature that fits none makes us look again, for the sender may sign with a new one; but no oftener, whoever knocks. */
const RELOAD_AFTER_MS = 1_000;

/** What a sender of webhooks signs with, or what its signatures are checked with. */
export interface WebhookKeys {
  /** The active ones; `unknown` when a signature fitted none of those answered before. */
  active(unknown?: boolean): Promise<string[]>;
}

/** Keys that are kept for a while, so that no request waits for them but the first. */
export function cachedKeys(load: () => Promise<string[]>, now: () => number = Date.now): WebhookKeys {
  let known: { at: number; keys: Promise<string[]> } | undefined;
  return {
    active(unknown = false) {
      const age = now() - (known?.at ?? Number.NEGATIVE_INFINITY);
      if (!known || age > TTL_MS || (unknown && age > RELOAD_AFTER_MS)) {
        const loading = { at: now(), keys: load() };
        loading.keys.catch(() => {
          if (known === loading) known = undefined;
        });
        known = loading;
      }
      return known.keys;
    },
  };
}
