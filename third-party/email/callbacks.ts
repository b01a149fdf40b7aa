import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { post } from '../crm/post.ts';
import type { Store } from '../shared/store.ts';
import { type Account, type Callback, type CallbackSettings, DEFAULT_CALLBACKS, type StoredMail } from './schema.ts';

export interface CallbackStores {
  callbacks: Store<Callback>;
  account: Store<Account>;
}

export interface Callbacks {
  /** What becomes of a mail is decided, and told. */
  begin(mail: StoredMail): Promise<void>;
  /** Attempts what is due: a function has no time of its own between requests, so whoever watches may ask for it. */
  pump(): Promise<void>;
  settings(): Promise<CallbackSettings>;
  setSettings(settings: CallbackSettings): Promise<void>;
  /** PEM; whoever has it can tell our callbacks from others. */
  publicKey(): Promise<string>;
  clear(): Promise<void>;
}

/** Between a mail's fate and its reader's complaint. */
const COMPLAINS_AFTER_MS = 200;

/** At least once, on a ladder, in no order, signed anew at every attempt (Ed25519 over the time in seconds, a dot and the body). */
export function createCallbacks({ callbacks, account }: CallbackStores, isDown: () => Promise<boolean>): Callbacks {
  const busy = new Set<string>();
  const settings = async () => (await account.find('settings'))?.settings ?? DEFAULT_CALLBACKS;

  async function key(): Promise<string> {
    const known = (await account.find('key'))?.privateKey;
    if (known) return known;
    const privateKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return (await account.add({ id: 'key', receivedAt: Date.now(), privateKey })).entry.privateKey as string;
  }

  async function attempt({ id, type, mailId, shareId, receivedAt: at, reason, url }: Callback): Promise<number> {
    // a provider that is down calls nobody, and the attempt is spent
    if (await isDown()) return 0;
    const body = JSON.stringify({ id, type, mailId, shareId, at, reason });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(null, Buffer.from(`${timestamp}.${body}`), createPrivateKey(await key())).toString('base64');
    return post(url, body, { 'email-timestamp': timestamp, 'email-signature': signature }, (await settings()).timeoutMs);
  }

  async function climb(callback: Callback): Promise<void> {
    if (busy.has(callback.id)) return;
    busy.add(callback.id);
    try {
      const { ladderMs, duplicateRate } = await settings();
      const status = await attempt(callback);
      const attempts = [...callback.attempts, status];
      const wait = ladderMs[attempts.length - 1];
      const well = status >= 200 && status < 300;
      const state = well ? 'delivered' : wait === undefined ? 'given-up' : 'pending';
      const next: Callback = { ...callback, attempts, state, nextAttemptAt: Date.now() + (wait ?? 0) };
      if ((await callbacks.find(callback.id)) !== undefined) await callbacks.put(next);
      if (state === 'pending') wakeFor(next);
      if (well && chance(`${callback.id}-again`) < duplicateRate) await attempt(callback);
    } finally {
      busy.delete(callback.id);
    }
  }

  const wakeFor = ({ id, nextAttemptAt }: Callback) =>
    setTimeout(
      // nobody waits for it: what fails here is left to the next pump
      () => void wake(id).catch(console.error),
      Math.max(nextAttemptAt - Date.now(), 0),
    ).unref();
  async function wake(id: string): Promise<void> {
    const callback = await callbacks.find(id);
    if (callback?.state === 'pending') await climb(callback);
  }

  async function tell(mail: StoredMail, type: Callback['type'], at: number, reason?: string): Promise<Callback> {
    const { id: mailId, shareId, callbackUrl: url = '' } = mail;
    const id = `${mailId}-${type}`;
    const made: Callback = { id, receivedAt: at, url, mailId, shareId, type, state: 'pending', attempts: [], nextAttemptAt: at };
    return (await callbacks.add(reason ? { ...made, reason } : made)).entry;
  }

  return {
    async begin(mail) {
      if (mail.callbackUrl === undefined) return;
      const { bounceRate, complaintRate, delayMs, beforeAnswer } = await settings();
      const at = Date.now() + (beforeAnswer ? 0 : delayMs);
      const bounces = mail.to.startsWith('bounce') || chance(`${mail.id}-bounces`) < bounceRate;
      const fate = await tell(mail, bounces ? 'bounced' : 'sent', at, bounces ? 'There is no such mailbox.' : undefined);
      if (beforeAnswer) await climb(fate);
      else wakeFor(fate);
      if (bounces || !(mail.to.startsWith('complaint') || chance(`${mail.id}-complains`) < complaintRate)) return;
      wakeFor(await tell(mail, 'complained', at + COMPLAINS_AFTER_MS));
    },
    async pump() {
      const due = (await callbacks.list()).filter(({ state, nextAttemptAt }) => state === 'pending' && nextAttemptAt <= Date.now());
      await Promise.all(due.map(climb));
    },
    settings,
    async setSettings(next) {
      await account.put({ id: 'settings', receivedAt: Date.now(), settings: next });
    },
    publicKey: async () =>
      createPublicKey(createPrivateKey(await key()))
        .export({ type: 'spki', format: 'pem' })
        .toString(),
    async clear() {
      await callbacks.clear();
      await account.put({ id: 'settings', receivedAt: Date.now(), settings: DEFAULT_CALLBACKS });
    },
  };
}

/** A number in [0, 1) that belongs to the text: a mail's fate doesn't depend on when it is looked up. */
const chance = (text: string) => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
