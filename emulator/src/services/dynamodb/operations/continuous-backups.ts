import type { DescribeContinuousBackupsCommandInput, UpdateContinuousBackupsCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Context, Operation } from '../../service.ts';
import { engineOf } from '../engine.ts';
import { nameOf, putSettings, settingsOf } from '../store.ts';

function describe(context: Context, name: string) {
  const { pointInTimeRecovery, recoveryDays } = settingsOf(context, name);
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: pointInTimeRecovery ? 'ENABLED' : 'DISABLED',
        ...(pointInTimeRecovery ? { RecoveryPeriodInDays: recoveryDays ?? 35 } : {}),
      },
    },
  };
}

export const describeContinuousBackups: Operation<DescribeContinuousBackupsCommandInput> = async (input, context) => {
  const name = nameOf(input.TableName);
  await engineOf(context).table(name);
  return describe(context, name);
};

/** The setting is kept; there is nothing to restore from, and the restore operations say that they are not supported. */
export const updateContinuousBackups: Operation<UpdateContinuousBackupsCommandInput> = async (input, context) => {
  const name = nameOf(input.TableName);
  await engineOf(context).table(name);
  const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } = input.PointInTimeRecoverySpecification ?? {};
  if (PointInTimeRecoveryEnabled === undefined)
    throw new AwsError('ValidationException', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled is required');
  const settings = { ...settingsOf(context, name), pointInTimeRecovery: PointInTimeRecoveryEnabled };
  putSettings(context, RecoveryPeriodInDays === undefined ? settings : { ...settings, recoveryDays: RecoveryPeriodInDays });
  return describe(context, name);
};
