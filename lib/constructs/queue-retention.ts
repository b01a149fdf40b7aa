import { Duration } from 'aws-cdk-lib';

/** How long a work queue keeps a message; then SQS deletes it, and nobody is told. */
export const QUEUE_RETENTION = Duration.days(4);
