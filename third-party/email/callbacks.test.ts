import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startThirdParties, type ThirdPartiesServer } from '../server.ts';
import type { CallbackSettings } from './schema.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

describe("the email provider's callbacks", () => {
  let server: ThirdPartiesServer;
  let received: Received[];
  let answers: number[];
  let waiting: (() => void)[];
  let callbackUrl: string;
  const listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answers.shift() ?? 204).end();
      for (const wake of waiting.splice(0)) wake();
    });
  });
  beforeEach(async () => {
    [received, answers, waiting] = [[], [], []];
    server = await startThirdParties();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    callbackUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    await server.stop();
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  });

  const turn = (settings: Partial<CallbackSettings>) => server.email.setCallbacks({ delayMs: 0, ladderMs: [1, 1, 1], ...settings });
  const send = async (to = 'ada@example.com') => {
    const mail = { from: 'us', to, subject: 'Hello', text: 'Hello', shareId: 's1', callbackUrl };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.email.url}/messages`, { method: 'POST', headers, body: JSON.stringify(mail) });
    return ((await response.json()) as { id: string }).id;
  };
  const until = async (count: number) => {
    while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const bodyOf = (index: number) => JSON.parse(received[index]?.body ?? '{}');

  it('say that a mail was sent, signed with a key that everyone can have', async () => {
    await turn({});
    const id = await send();
    await until(1);
    expect(bodyOf(0)).toMatchObject({ type: 'sent', mailId: id, shareId: 's1' });
    const { publicKey } = (await (await fetch(`${server.email.url}/callback-key`)).json()) as { publicKey: string };
    const { headers, body } = received[0] as Received;
    const fits = (text: string) =>
      verify(
        null,
        Buffer.from(`${headers['email-timestamp']}.${text}`),
        createPublicKey(publicKey),
        Buffer.from(String(headers['email-signature']), 'base64'),
      );
    expect([fits(body), fits(`${body} `)]).toEqual([true, false]);
  });

  it('are tried again until they are taken, with the same id', async () => {
    await turn({});
    answers = [500, 503];
    await send();
    await until(3);
    expect(new Set([0, 1, 2].map((i) => bodyOf(i).id)).size).toBe(1);
  });

  it('come before the answer when the provider is fast', async () => {
    await turn({ beforeAnswer: true });
    await send();
    expect(received).toHaveLength(1);
  });

  it('tell of mails that bounce, and of readers that complain', async () => {
    await turn({ beforeAnswer: true });
    await send('bounce@example.com');
    expect(bodyOf(0)).toMatchObject({ type: 'bounced', reason: 'There is no such mailbox.' });
    await send('complaint@example.com');
    await until(3);
    expect([bodyOf(1).type, bodyOf(2).type]).toEqual(['sent', 'complained']);
    await turn({ beforeAnswer: true, bounceRate: 1 });
    await send();
    expect(bodyOf(3).type).toBe('bounced');
  });

  it('are given up at the end of the ladder, and forgotten with the mails', async () => {
    await turn({ ladderMs: [], beforeAnswer: true });
    answers = [500];
    await send();
    expect(await server.email.callbacks()).toMatchObject([{ state: 'given-up', attempts: [{ status: 500 }] }]);
    await server.email.clear();
    expect(await server.email.callbacks()).toEqual([]);
  });
});
