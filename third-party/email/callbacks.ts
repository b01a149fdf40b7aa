import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createLadder, type Ladder, undelivered } from '../shared/delivery.ts';
import { post } from '../shared/post.ts';
import type { Store } from '../shared/store.ts';
import { type Account, type Callback, type CallbackSettings, DEFAULT_CALLBACKS, type StoredMail } from './schema.ts';

export interface CallbackStores {
  callbacks: Store<Callback>;
  account: Store<Account>;
}

export interface Callbacks extends Pick<Ladder<Callback>, 'pump'> {
  /** What becomes of a mail is decided, and told. */
  begin(mail: StoredMail): Promise<void>;
  settings(): Promise<CallbackSettings>;
  setSettings(settings: CallbackSettings): Promise<void>;
  /** PEM; whoever has it can tell our callbacks from others. */
  publicKey(): Promise<string>;
  clear(): Promise<void>;
}

/** Between a mail's fate and its reader's complaint. */
const COMPLAINS_AFTER_MS = 200;

/** The provider's callbacks, signed with Ed25519 over the time in seconds, a dot and the body. */
export function createCallbacks({ callbacks, account }: CallbackStores, isDown: () => Promise<boolean>): Callbacks {
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

  const ladder = createLadder({ deliveries: callbacks, attempt, settings, dice: ({ id }) => chance(`${id}-again`) });

  async function tell(mail: StoredMail, type: Callback['type'], at: number, reason?: string): Promise<Callback> {
    const { id: mailId, shareId, callbackUrl: url = '' } = mail;
    const id = `${mailId}-${type}`;
    const made: Callback = { ...undelivered, id, receivedAt: at, url, mailId, shareId, type, nextAttemptAt: at };
    return (await callbacks.add(reason ? { ...made, reason } : made)).entry;
  }

  return {
    async begin(mail) {
      if (mail.callbackUrl === undefined) return;
      const { bounceRate, complaintRate, delayMs, beforeAnswer } = await settings();
      const at = Date.now() + (beforeAnswer ? 0 : delayMs);
      const bounces = mail.to.startsWith('bounce') || chance(`${mail.id}-bounces`) < bounceRate;
      const fate = await tell(mail, bounces ? 'bounced' : 'sent', at, bounces ? 'There is no such mailbox.' : undefined);
      if (beforeAnswer) await ladder.climb(fate);
      else ladder.wakeFor(fate);
      if (bounces || !(mail.to.startsWith('complaint') || chance(`${mail.id}-complains`) < complaintRate)) return;
      ladder.wakeFor(await tell(mail, 'complained', at + COMPLAINS_AFTER_MS));
    },
    pump: ladder.pump,
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
