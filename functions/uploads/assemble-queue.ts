import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../shared/clients/sqs.ts';
import { requiredEnv } from '../shared/env.ts';
import type { AssembleUpload } from './messages.ts';

/** Has an upload put together; once more does no harm. */
export async function assembleByQueue(uploadId: string): Promise<void> {
  const message: AssembleUpload = { type: 'AssembleUpload', version: 1, uploadId };
  await sqs.send(new SendMessageCommand({ QueueUrl: requiredEnv('ASSEMBLE_QUEUE_URL'), MessageBody: JSON.stringify(message) }));
}
