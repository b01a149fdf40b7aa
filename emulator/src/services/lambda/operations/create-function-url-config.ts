import { randomBytes } from 'node:crypto';
import type { CreateFunctionUrlConfigCommandInput, CreateFunctionUrlConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { conflict, validation } from '../errors.ts';
import { showUrl } from '../show.ts';
import { functionsOf, qualified, type UrlRecord, urlsOf } from '../store.ts';
import { checkUrl, urlPlace } from '../urls.ts';

/** 32 lower-case letters and digits, as in the host names of AWS. */
const newId = () => [...randomBytes(32)].map((byte) => (byte % 36).toString(36)).join('');

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const createFunctionUrlConfig: Operation<CreateFunctionUrlConfigCommandInput, CreateFunctionUrlConfigCommandOutput> = (
  input,
  context,
) => {
  if (!input.AuthType) throw validation('null', 'authType', 'Member must not be null');
  checkUrl(input);
  const { record, qualifier } = urlPlace(input.FunctionName, input.Qualifier, context);
  if (record.urls[qualifier])
    throw conflict(
      `Failed to create function url config for [functionArn = ${qualified(record, qualifier)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  const now = new Date(context.stack.clock.now()).toISOString();
  const url: UrlRecord = {
    id: newId(),
    authType: input.AuthType,
    invokeMode: input.InvokeMode ?? 'BUFFERED',
    cors: input.Cors,
    createdAt: now,
    modifiedAt: now,
  };
  record.urls[qualifier] = url;
  functionsOf(context.stack).put(record.arn, record);
  urlsOf(context.stack).put(url.id, { arn: record.arn, qualifier });
  return showUrl(context.stack, record, qualifier, url);
};
