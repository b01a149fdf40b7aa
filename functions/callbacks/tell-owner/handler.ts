import { requiredEnv } from '../../shared/env.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { tellOwner } from './core.ts';

const emailApiUrl = requiredEnv('EMAIL_API_URL');

export const handler = queueHandler(({ body }) => tellOwner(body, emailApiUrl));
