import type { PutMetricAlarmCommandInput, PutMetricAlarmCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { notEvaluated } from '../alarms/evaluate.ts';
import { evaluatorOf } from '../alarms/evaluator.ts';
import { validationError } from '../errors.ts';
import { alarmArn, alarmsOf } from '../store.ts';

/** Evaluated at the end of every minute from now on. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm: Operation<PutMetricAlarmCommandInput, PutMetricAlarmCommandOutput> = (input, context) => {
  const { AlarmName: name, Tags, ...rest } = input;
  if (!name)
    throw validationError(
      "1 validation error detected: Value '' at 'alarmName' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  if ((input.EvaluationPeriods ?? 0) < 1)
    throw validationError(
      `1 validation error detected: Value '${input.EvaluationPeriods}' at 'evaluationPeriods' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  if (!input.MetricName && !input.Metrics?.length) throw validationError('Metric list must not be empty unless MetricName is given.');
  if (input.MetricName && input.Metrics?.length) throw validationError('Metrics list and MetricName are mutually exclusive.');
  if (input.MetricName && !input.Statistic && !input.ExtendedStatistic)
    throw validationError('Exactly one of Statistic and ExtendedStatistic must be given.');
  if (input.DatapointsToAlarm !== undefined && input.DatapointsToAlarm > (input.EvaluationPeriods ?? 0))
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  const unable = notEvaluated(input);
  const now = context.stack.clock.now();
  const arn = alarmArn(context, name);
  const old = alarmsOf(context).get(arn);
  const fresh = {
    state: 'INSUFFICIENT_DATA' as const,
    reason: unable ? `The embedded stack does not evaluate ${unable}` : 'Unchecked: Initial alarm creation',
    stateUpdated: now,
    transitioned: now,
    tags: Tags ?? [],
  };
  const { account, region } = context;
  alarmsOf(context).put(arn, { ...fresh, ...old, account, region, configured: now, settings: { AlarmName: name, ...rest } });
  evaluatorOf(context.stack).wake();
  return {};
};
