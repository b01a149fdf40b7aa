import { SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from './options.ts';

export const sqs = new SQSClient(clientOptions());
