import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { alarmTopicOf } from './alarm-topic.ts';

/** The pages in docs/production/runbooks/: what to do about an alarm. */
export type Runbook = 'dead-letters' | 'errors' | 'iterator-age' | 'provider-outage' | 'queue-age' | 'slow-function' | 'throttles';

export interface Watch {
  metric: cloudwatch.Metric;
  /** Alarms above this. */
  above: number;
  /** For a person, who reads it in an email: what is wrong. */
  meaning: string;
  runbook: Runbook;
  /** Minutes (of the last five) that must be bad; 1 alarms at once. */
  minutes?: number;
}

/**
 * An alarm that says what is wrong and where it stands what to do. Silence is good news: most of these metrics exist only while
 * something happens.
 */
export function watch(scope: Construct, id: string, { metric, above, meaning, runbook, minutes = 1 }: Watch): cloudwatch.Alarm {
  const alarm = new cloudwatch.Alarm(scope, id, {
    alarmDescription: `${meaning}. Runbook: docs/production/runbooks/${runbook}.md`,
    metric,
    threshold: above,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: minutes === 1 ? 1 : 5,
    datapointsToAlarm: minutes,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(alarmTopicOf(scope)));
  alarm.addOkAction(new SnsAction(alarmTopicOf(scope)));
  return alarm;
}
