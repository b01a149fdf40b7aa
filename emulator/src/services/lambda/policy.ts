import type { AddPermissionCommandInput } from '@aws-sdk/client-lambda';
import type { Context } from '../service.ts';
import { invalid } from './errors.ts';
import { findFunction, resolveQualifier } from './names.ts';
import { type FunctionRecord, LATEST, qualified, type Statement } from './store.ts';

/** Policies belong to the function, to a version or to an alias: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
export function policyPlace(
  functionName: string | undefined,
  apart: string | undefined,
  context: Context,
): { record: FunctionRecord; key: string; qualifier: string | undefined } {
  const { record, qualifier } = findFunction(functionName, context, apart);
  if (qualifier === LATEST) throw invalid('We currently do not support adding policies for $LATEST.');
  resolveQualifier(record, qualifier);
  return { record, qualifier, key: qualifier ?? LATEST };
}

function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  if (/^[^.\s]+(\.[^.\s]+)+$/.test(principal)) return { Service: principal };
  throw invalid('The provided principal was invalid. Please check the principal and try again.');
}

export function statementOf(record: FunctionRecord, qualifier: string | undefined, input: AddPermissionCommandInput): Statement {
  const equals: Record<string, string> = {};
  if (input.SourceAccount) equals['AWS:SourceAccount'] = input.SourceAccount;
  if (input.EventSourceToken) equals['lambda:EventSourceToken'] = input.EventSourceToken;
  if (input.FunctionUrlAuthType) equals['lambda:FunctionUrlAuthType'] = input.FunctionUrlAuthType;
  if (input.PrincipalOrgID) equals['aws:PrincipalOrgID'] = input.PrincipalOrgID;
  const condition = {
    ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
    ...(input.SourceArn ? { ArnLike: { 'AWS:SourceArn': input.SourceArn } } : {}),
    ...(input.InvokedViaFunctionUrl === undefined ? {} : { Bool: { 'lambda:InvokedViaFunctionUrl': String(input.InvokedViaFunctionUrl) } }),
  };
  return {
    Sid: input.StatementId as string,
    Effect: 'Allow',
    Principal: principalOf(input.Principal ?? ''),
    Action: input.Action as string,
    Resource: qualified(record, qualifier),
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

/** Whether anyone may call the function by its URL. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
export function allowsPublicUrl(record: FunctionRecord, qualifier: string): boolean {
  const statements = record.policies[qualifier]?.statements ?? [];
  return statements.some(({ Action, Principal, Condition }) => {
    const type = Condition?.StringEquals?.['lambda:FunctionUrlAuthType'];
    return /^(lambda:InvokeFunctionUrl|lambda:\*)$/.test(Action) && Principal === '*' && (type === undefined || type === 'NONE');
  });
}
