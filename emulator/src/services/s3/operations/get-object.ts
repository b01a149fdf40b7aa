import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { readObject } from '../read.ts';
import { storeOf } from '../store.ts';

export const getObject: Operation<GetObjectCommandInput, GetObjectCommandOutput> = (input, context) => {
  const { record, start, end, members } = readObject(input, context, 'GET');
  const bytes = storeOf(context).bytes(record);
  return {
    ...members,
    Body: start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end),
  } as unknown as Answer<GetObjectCommandOutput>;
};
