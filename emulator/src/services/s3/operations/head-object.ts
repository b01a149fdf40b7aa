import type { HeadObjectCommandInput, HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Answer, Operation } from '../../service.ts';
import { readObject } from '../read.ts';

/** An answer to HEAD has no body: its error is the status alone, which the SDK names NotFound. */
export const headObject: Operation<HeadObjectCommandInput, HeadObjectCommandOutput> = (input, context) => {
  try {
    return readObject(input, context, 'HEAD').members as unknown as Answer<HeadObjectCommandOutput>;
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    throw error;
  }
};
