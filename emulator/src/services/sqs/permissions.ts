import type { QueueRecord } from './records.ts';

export interface Policy {
  Version: string;
  Id: string;
  Statement: { Sid?: string; [member: string]: unknown }[];
}

/** The queue's policy with its statements as a list; a new one where it has none. */
export function policyOf({ arn, attributes }: QueueRecord): Policy {
  const policy = attributes.Policy ? (JSON.parse(attributes.Policy) as Policy) : undefined;
  const statements = policy?.Statement ?? [];
  return {
    ...(policy ?? { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy` }),
    Statement: Array.isArray(statements) ? statements : [statements],
  };
}
