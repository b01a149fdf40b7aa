/** Read again after this long, so that a secret that was taken away stops working. */
const TTL_MS = 60_000;
/** A signature that fits none makes us look again, for the CRM may sign with a new one; but no oftener, whoever knocks. */
const RELOAD_AFTER_MS = 1_000;

export interface Secrets {
  /** The active ones; `unknown` when a signature fitted none of those answered before. */
  active(unknown?: boolean): Promise<string[]>;
}

/** Secrets that are kept for a while, so that no request waits for them but the first. The secret is a JSON object: its values are active. */
export function cachedSecrets(load: () => Promise<string>, now: () => number = Date.now): Secrets {
  let known: { at: number; secrets: Promise<string[]> } | undefined;
  return {
    active(unknown = false) {
      const age = now() - (known?.at ?? Number.NEGATIVE_INFINITY);
      if (!known || age > TTL_MS || (unknown && age > RELOAD_AFTER_MS)) {
        const loading = { at: now(), secrets: load().then((text) => Object.values(JSON.parse(text) as Record<string, string>)) };
        loading.secrets.catch(() => {
          if (known === loading) known = undefined;
        });
        known = loading;
      }
      return known.secrets;
    },
  };
}
