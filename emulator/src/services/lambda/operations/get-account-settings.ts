import type { GetAccountSettingsCommandInput, GetAccountSettingsCommandOutput } from '@aws-sdk/client-lambda';
import { MAX_UNZIPPED } from '../../../runtime/code.ts';
import type { Operation } from '../../service.ts';
import { ACCOUNT_CONCURRENCY, unreservedOf } from '../concurrency.ts';
import { latestOf, listFunctions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings: Operation<GetAccountSettingsCommandInput, GetAccountSettingsCommandOutput> = (
  _input,
  { stack, account, region },
) => {
  const functions = listFunctions(stack, { account, region });
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: MAX_UNZIPPED,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: ACCOUNT_CONCURRENCY,
      UnreservedConcurrentExecutions: unreservedOf(stack, { account, region }),
    },
    AccountUsage: {
      TotalCodeSize: functions.reduce((sum, record) => sum + (latestOf(record).CodeSize ?? 0), 0),
      FunctionCount: functions.length,
    },
  };
};
