import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

export type PurchaseParts = Record<'payment' | 'inventory' | 'dispatch' | 'end', lambda.IFunction>;

/**
 * Hold, charge, book; at the first no, all three undo, whether they had begun or not: each knows what it has done. The input is the
 * purchase itself. Undoing what was never begun leaves a tombstone, which is what a late call then finds.
 */
export function purchaseStates(scope: Construct, { payment, inventory, dispatch, end }: PurchaseParts): sfn.IChainable {
  const call = (id: string, lambdaFunction: lambda.IFunction, payload?: Record<string, unknown>) => {
    const task = new LambdaInvoke(scope, id, {
      lambdaFunction,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
      ...(payload ? { payload: sfn.TaskInput.fromObject(payload), resultPath: sfn.JsonPath.DISCARD } : { resultPath: '$.step' }),
    });
    // what a provider's bad minute needs: 2, 4, 8 … 60 s, for some minutes
    return task.addRetry({
      errors: ['States.ALL'],
      interval: Duration.seconds(2),
      backoffRate: 2,
      maxDelay: Duration.seconds(60),
      maxAttempts: 12,
    });
  };
  const told = (type: 'OrderConfirmed' | 'OrderRefused', more: Record<string, unknown> = {}) => ({
    ...{ type, version: 1, ...more },
    ...Object.fromEntries(['orderId', 'date', 'prime'].map((name) => [name, sfn.JsonPath.objectAt(`$.${name}`)])),
  });
  const reason = { reason: sfn.JsonPath.stringAt('$.step.reason') };
  const ended = (status: string, more: Record<string, unknown> = {}) => ({ orderId: sfn.JsonPath.stringAt('$.orderId'), status, ...more });

  const undo = call('GiveMoneyBack', payment, told('OrderRefused', reason))
    .next(call('CancelParcel', dispatch, told('OrderRefused', reason)))
    .next(call('ReleaseStock', inventory, told('OrderRefused', reason)))
    .next(call('Refuse', end, ended('refused', reason)));
  const confirm = call('HandOutStock', inventory, told('OrderConfirmed')).next(call('Confirm', end, ended('confirmed')));
  const orUndo = (id: string, next: sfn.IChainable) =>
    new sfn.Choice(scope, id).when(sfn.Condition.stringEquals('$.step.outcome', 'done'), next).otherwise(undo);

  const booked = call('BookParcel', dispatch).next(orUndo('IsBooked', confirm));
  const paid = call('Charge', payment).next(orUndo('IsPaid', booked));
  return call('HoldStock', inventory).next(orUndo('IsHeld', paid));
}
