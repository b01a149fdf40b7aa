import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../../shared/clients/dynamodb.ts';
import { requiredEnv } from '../../shared/env.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import type { Arrived, ConsumeDeps } from './core.ts';

const lane = requiredEnv('LANE');
const emailApiUrl = requiredEnv('EMAIL_API_URL');
/** Of several consumers of one message, which one this is. */
const copy = process.env.COPY ?? '0';
const waitMs = Number(process.env.HANDLER_MS ?? 0);
const hashes = Number(process.env.HANDLER_HASHES ?? 0);
const idempotent = process.env.IDEMPOTENT !== 'false';
const environment = randomUUID();
let cold = true;

/** To be called in the handler's first line. */
export function arrive(batch: number): Omit<Arrived, 'receiveCount'> {
  const arrived = { handledAt: Date.now(), cold, environment, batch };
  cold = false;
  return arrived;
}

export const deps: ConsumeDeps = {
  async work() {
    // waiting costs no processor, hashing does: what memory changes is the second alone
    if (waitMs > 0) await sleep(waitMs);
    for (let i = 0; i < hashes; i++) createHash('sha256').update(`${i}`).digest();
  },
  async attempt(id) {
    const { Attributes = {} } = await documents.send(
      new UpdateCommand({
        TableName: requiredEnv('ATTEMPTS_TABLE_NAME'),
        Key: { id: `${id}/${copy}` },
        UpdateExpression: 'ADD attempts :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes.attempts);
  },
  async sendMail({ id }, headers) {
    const mail = {
      ...{ from: 'lab@pushpull.example', to: `${lane}@lab.example.com`, subject: 'A message of the lab', text: '' },
      ...{ shareId: `${id}/${copy}`, headers },
    };
    const answer = await thirdPartyPost(`${emailApiUrl}/messages`, mail, idempotent ? `${id}/${copy}` : randomUUID());
    if ('refused' in answer) throw new Error(`The email provider refused the mail: ${answer.refused}`);
  },
  async exit() {
    process.exit(1);
  },
};
