import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postMail } from '../../functions/users/send-share-email/email-api.ts';
import type { Mail } from '../../functions/users/send-share-email/mail.ts';
import { startThirdParties, type ThirdPartiesServer } from '../../third-party/server.ts';

const mail: Mail = {
  shareId: 's1',
  from: 'us',
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  attachments: [],
};

describe('postMail', () => {
  let server: ThirdPartiesServer;
  let email: ThirdPartiesServer['email'];
  beforeAll(async () => {
    server = await startThirdParties();
    email = server.email;
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await email.clear();
    await email.setKnobs({ down: false });
  });

  it('gets the same id for the same key, and one mail', async () => {
    const first = await postMail(email.url, mail, 'key');
    expect(await postMail(`${email.url}/`, mail, 'key')).toEqual(first);
    expect(await email.list()).toHaveLength(1);
  });

  it('throws while the provider is down', async () => {
    await email.setKnobs({ down: true });
    await expect(postMail(email.url, mail, 'key')).rejects.toThrow('503');
  });

  it('reports a mail that is refused for good', async () => {
    expect(await postMail(email.url, { ...mail, to: 'nobody' }, 'key')).toEqual({ rejected: expect.stringContaining('INVALID_INPUT') });
  });
});
