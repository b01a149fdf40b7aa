import { Duration } from 'aws-cdk-lib';
import type { SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { LaneSettings } from '../lane.ts';

/** The event source mapping that a lane's settings ask for; a FIFO queue's has no window. */
export const mappingProps = ({
  batchSize,
  batchWindowS,
  maximumConcurrency,
  reportBatchItemFailures,
}: LaneSettings): SqsEventSourceProps => ({
  batchSize,
  reportBatchItemFailures,
  ...(batchWindowS > 0 ? { maxBatchingWindow: Duration.seconds(batchWindowS) } : {}),
  ...(maximumConcurrency ? { maxConcurrency: maximumConcurrency } : {}),
});
