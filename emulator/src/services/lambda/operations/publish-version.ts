import type { PublishVersionCommandInput, PublishVersionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { notSupported } from '../errors.ts';
import { findFunction } from '../names.ts';
import { publish } from '../publish.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion: Operation<PublishVersionCommandInput, PublishVersionCommandOutput> = (input, context) => {
  if (input.PublishTo) throw notSupported('PublishTo');
  const { record } = findFunction(input.FunctionName, context);
  return publish(record, context, input);
};
