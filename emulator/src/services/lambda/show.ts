import type { AliasConfiguration, FunctionConfiguration, FunctionEventInvokeConfig, FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { Stack } from '../service.ts';
import { strip } from './configuration.ts';
import { type AliasRecord, type EventInvokeRecord, type FunctionRecord, LATEST, qualified, type UrlRecord } from './store.ts';

/** A version's configuration under the ARN that it was asked for by. */
export const showConfiguration = (
  record: FunctionRecord,
  configuration: FunctionConfiguration,
  qualifier: string | undefined,
): FunctionConfiguration => ({
  ...configuration,
  FunctionArn: qualified(record, qualifier),
});

export const showAlias = (record: FunctionRecord, alias: AliasRecord): AliasConfiguration =>
  strip({
    AliasArn: qualified(record, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RoutingConfig: alias.weights ? { AdditionalVersionWeights: alias.weights } : undefined,
    RevisionId: alias.revisionId,
  });

const urlOf = (stack: Stack, id: string) => `${stack.endpoint}/lambda-url/${id}/`;

export const showUrl = (
  stack: Stack,
  record: FunctionRecord,
  qualifier: string,
  url: UrlRecord,
): Required<Pick<FunctionUrlConfig, 'FunctionUrl' | 'FunctionArn' | 'AuthType' | 'CreationTime' | 'LastModifiedTime'>> &
  FunctionUrlConfig =>
  strip({
    FunctionUrl: urlOf(stack, url.id),
    FunctionArn: qualified(record, qualifier === LATEST ? undefined : qualifier),
    AuthType: url.authType,
    Cors: url.cors,
    CreationTime: url.createdAt,
    LastModifiedTime: url.modifiedAt,
    InvokeMode: url.invokeMode,
  });

export const showEventInvoke = (record: FunctionRecord, qualifier: string, config: EventInvokeRecord): FunctionEventInvokeConfig =>
  strip({
    FunctionArn: qualified(record, qualifier),
    LastModified: new Date(config.modifiedAt),
    MaximumRetryAttempts: config.maximumRetryAttempts,
    MaximumEventAgeInSeconds: config.maximumEventAgeInSeconds,
    DestinationConfig: {
      OnSuccess: config.onSuccess ? { Destination: config.onSuccess } : {},
      OnFailure: config.onFailure ? { Destination: config.onFailure } : {},
    },
  });
