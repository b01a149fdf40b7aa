import type { DescribeEventBusCommandInput, DescribeEventBusCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireBus } from '../find.ts';
import { shownBus } from '../shown.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
export const describeEventBus: Operation<DescribeEventBusCommandInput, DescribeEventBusCommandOutput> = ({ Name: name }, context) => {
  const bus = requireBus(context, name);
  const { deadLetterArn, kmsKeyIdentifier } = bus;
  return {
    ...shownBus(bus),
    ...(deadLetterArn ? { DeadLetterConfig: { Arn: deadLetterArn } } : {}),
    ...(kmsKeyIdentifier ? { KmsKeyIdentifier: kmsKeyIdentifier } : {}),
  };
};
