import { createHmac } from 'node:crypto';

/** What the CRM's documentation says: HMAC-SHA256, in hex, of the time (seconds), a dot and the body, so that neither can be exchanged. */
export const signed = (body: string, secret: string, at = Date.now()) => {
  const timestamp = String(Math.floor(at / 1000));
  return { 'crm-timestamp': timestamp, 'crm-signature': `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
};
