import type { DescribeTimeToLiveCommandInput, UpdateTimeToLiveCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { engineOf } from '../engine.ts';
import { nameOf, putSettings, settingsOf } from '../store.ts';
import { startSweeping } from '../sweeper.ts';

const invalid = (message: string) => new AwsError('ValidationException', message);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export const updateTimeToLive: Operation<UpdateTimeToLiveCommandInput> = async (input, context) => {
  const name = nameOf(input.TableName);
  await engineOf(context).table(name);
  const { Enabled, AttributeName } = input.TimeToLiveSpecification ?? {};
  if (Enabled === undefined || !AttributeName)
    throw invalid('TimeToLiveSpecification needs Enabled and an AttributeName of 1 to 255 characters');
  const { ttlAttribute, ...settings } = settingsOf(context, name);
  if (Enabled && ttlAttribute === AttributeName) throw invalid('TimeToLive is already enabled');
  if (Enabled && ttlAttribute !== undefined)
    throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${ttlAttribute}`);
  if (!Enabled && ttlAttribute === undefined) throw invalid('TimeToLive is already disabled');
  putSettings(context, Enabled ? { ...settings, ttlAttribute: AttributeName } : settings);
  if (Enabled) startSweeping(context.stack);
  return { TimeToLiveSpecification: { Enabled, AttributeName } };
};

export const describeTimeToLive: Operation<DescribeTimeToLiveCommandInput> = async (input, context) => {
  const name = nameOf(input.TableName);
  await engineOf(context).table(name);
  const { ttlAttribute } = settingsOf(context, name);
  return {
    TimeToLiveDescription:
      ttlAttribute === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute },
  };
};
