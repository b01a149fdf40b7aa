import type { DescribeKeyCommandInput, DescribeKeyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { keyOf, show } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey: Operation<DescribeKeyCommandInput, DescribeKeyCommandOutput> = (input, context) => {
  return { KeyMetadata: show(keyOf(input.KeyId, context)) };
};
