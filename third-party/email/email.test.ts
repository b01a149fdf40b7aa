import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startThirdParties, type ThirdPartiesServer } from '../server.ts';

const mail = {
  from: 'us',
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello <img src="cid:pic"></p>',
  shareId: 's1',
  attachments: [{ filename: 'a.jpg', contentType: 'image/jpeg', cid: 'pic', content: 'AQID' }],
};

describe('the email provider', () => {
  let server: ThirdPartiesServer;
  let email: ThirdPartiesServer['email'];
  beforeEach(async () => {
    server = await startThirdParties();
    email = server.email;
  });
  afterEach(() => server.stop());

  const send = (body: unknown = mail, key?: string) =>
    fetch(`${email.url}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    });
  const get = async (path: string, accept = '*/*') => fetch(`${email.url}${path}`, { headers: { accept } });
  const turn = (knobs: unknown) => fetch(`${email.url}/knobs`, { method: 'PUT', body: JSON.stringify(knobs) });

  it('keeps a mail, finds it by recipient and by share, and shows it with its picture', async () => {
    const sent = await send();
    expect(sent.status).toBe(202);
    const { id } = (await sent.json()) as { id: string };
    for (const path of ['/messages', '/messages?recipient=ada@example.com', '/messages?shareId=s1'])
      expect(await (await get(path)).json()).toMatchObject({ count: 1, messages: [{ id, attachments: [{ size: 3 }] }] });
    expect(await (await get('/messages?recipient=bob@example.com')).json()).toMatchObject({ count: 0 });
    const { acceptedAt = 0 } = await email.find(id);
    expect(await email.list({ since: String(acceptedAt) })).toHaveLength(1);
    expect(await email.list({ since: String(acceptedAt + 1) })).toHaveLength(0);
    expect((await get('/messages?since=yesterday')).status).toBe(422);
    expect(await (await get('/inbox', 'text/html')).text()).toContain(`<a href="inbox/${id}">`);
    const page = await get(`/inbox/${id}`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('src="data:image/jpeg;base64,AQID"');
    expect(await email.find(id)).toMatchObject({ id, text: 'Hello', attachments: [{ content: 'AQID' }] });
    expect((await get('/inbox/other')).status).toBe(404);
  });

  it('answers a repeated key as it did before, and sends no second mail', async () => {
    const [first, second] = [await (await send(mail, 'k')).json(), await (await send(mail, 'k')).json()];
    expect(second).toEqual(first);
    expect(await email.list()).toHaveLength(1);
    expect(await email.stats()).toMatchObject({ requests: 2, accepted: 1, duplicates: 1 });
  });

  it('refuses what is not a mail', async () => {
    const answer = await send({ ...mail, to: 'nobody' });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { code: 'INVALID_INPUT', message: expect.stringMatching(/^to: /) } });
    expect(await email.stats()).toMatchObject({ refusedInvalid: 1 });
  });

  it('is down when told so, and keeps its inbox readable', async () => {
    await turn({ down: true });
    expect((await send()).status).toBe(503);
    expect((await get('/inbox')).status).toBe(200);
    await turn({ down: false });
    expect((await send()).status).toBe(202);
    expect(await email.stats()).toMatchObject({ requests: 2, accepted: 1, refusedDown: 1 });
  });

  it('loses an answer after the work, and then sends again to who asks again without a key that it honours', async () => {
    await turn({ lostAnswerRate: 1 });
    expect((await send(mail, 'k')).status).toBe(500);
    await turn({ lostAnswerRate: 0 });
    expect((await send(mail, 'k')).status).toBe(202);
    expect(await email.list()).toHaveLength(1);
    await turn({ honoursKeys: false });
    expect((await send(mail, 'k')).status).toBe(202);
    expect(await email.list()).toHaveLength(2);
    expect(await email.stats()).toMatchObject({ accepted: 2, duplicates: 1, answersLost: 1 });
  });

  it('throws the same errors for the same seed', async () => {
    const throws = async () => {
      await turn({ errorRate: 0.5, seed: 0 });
      await send();
      await turn({ errorRate: 0.5, seed: 42 });
      const statuses: number[] = [];
      for (let i = 0; i < 12; i += 1) statuses.push((await send()).status);
      return statuses;
    };
    const first = await throws();
    expect(new Set(first)).toEqual(new Set([202, 500]));
    expect(await throws()).toEqual(first);
  });

  it('limits mails a second', async () => {
    await turn({ rateLimitPerSecond: 1 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => send()));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(6);
    expect(limited[0]?.headers.get('retry-after')).toBe('1');
  });

  it('refuses knobs it does not have', async () => {
    expect((await turn({ errorRate: 2 })).status).toBe(400);
    expect((await turn({ colour: 'red' })).status).toBe(400);
    expect(await email.knobs()).toMatchObject({ errorRate: 0, down: false });
  });

  it('empties inbox and counts', async () => {
    await send();
    expect((await fetch(`${email.url}/messages`, { method: 'DELETE' })).status).toBe(204);
    expect([await email.list(), (await email.stats()).requests]).toEqual([[], 0]);
  });

  it('says that its port is taken', async () => {
    await expect(startThirdParties({ port: Number(new URL(email.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
