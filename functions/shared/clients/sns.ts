import { SNSClient } from '@aws-sdk/client-sns';
import { clientOptions } from './options.ts';

export const sns = new SNSClient(clientOptions());
