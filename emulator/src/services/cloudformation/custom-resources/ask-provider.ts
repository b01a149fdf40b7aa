import { randomUUID } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { Physical, ResourceContext } from '../../service.ts';
import { CreatedInPart } from '../engine/created-in-part.ts';
import { answersOf, type ProviderAnswer } from './answers.ts';

export interface CustomProperties extends Record<string, unknown> {
  ServiceToken?: unknown;
  ServiceTimeout?: unknown;
}

export interface ProviderRequest {
  type: 'Create' | 'Update' | 'Delete';
  resourceType: string;
  properties: CustomProperties;
  previous?: CustomProperties;
  physicalId?: string;
}

/** An answer may have 4,096 bytes. */
const MAX_ANSWER = 4096;
/** An hour, unless the resource has a ServiceTimeout. */
const LONGEST_SECONDS = 3600;

const failure = (message: string) => new AwsError('GeneralServiceException', message);

/**
 * Asks the provider of a custom resource for a change, and waits for its answer. The function is invoked asynchronously: Lambda tries
 * again if it throws, always with the same RequestId, and only the first answer counts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
export async function askProvider(request: ProviderRequest, context: ResourceContext): Promise<Physical> {
  const { stack, stackId, logicalId, region } = context;
  const seconds = timeoutOf(request.properties);
  const RequestId = randomUUID();
  // What Delete names where a Create had no answer, or one without an id
  const ownId = request.physicalId ?? context.generateName(255);
  const answers = answersOf(stack);
  const waiting = answers.expect(`${stackId}|${logicalId}|${RequestId}`, region, seconds * 1000);
  const given = new AbortController();
  const gaveUp = functionGivesUp(RequestId, context, given.signal);
  try {
    await send(request, { RequestId, ResponseURL: waiting.url, StackId: stackId, LogicalResourceId: logicalId }, context);
    const late = stack.clock.sleep(seconds * 1000, AbortSignal.any([given.signal, context.signal])).then(() => undefined);
    late.catch(() => {});
    const body = await Promise.race([waiting.body, late, gaveUp]);
    if (!body)
      throw failure(
        `CloudFormation did not receive a response from your Custom Resource within ${seconds} seconds. Please check your logs for requestId [${RequestId}].`,
      );
    const answer = read(body);
    if (answer.RequestId !== RequestId || answer.StackId !== stackId || answer.LogicalResourceId !== logicalId)
      throw failure('Invalid response object: StackId, RequestId and LogicalResourceId must be those of the request');
    const id = typeof answer.PhysicalResourceId === 'string' && answer.PhysicalResourceId !== '' ? answer.PhysicalResourceId : undefined;
    if (answer.Status !== 'SUCCESS') {
      const reason = `Received response status [FAILED] from custom resource. Message returned: ${answer.Reason} (RequestId: ${RequestId})`;
      throw request.type === 'Create' ? new CreatedInPart(reason, { id: id ?? ownId, attributes: {} }) : failure(reason);
    }
    if (id === undefined && request.type !== 'Delete')
      throw failure('Invalid PhysicalResourceId: a response of SUCCESS must have one, and it must be a string');
    if (id !== undefined && Buffer.byteLength(id) > 1024) throw failure('PhysicalResourceId must not be longer than 1024 bytes');
    return { id: id ?? ownId, attributes: dataOf(answer), ...(String(answer.NoEcho) === 'true' ? { noEcho: true } : {}) };
  } catch (error) {
    // The provider may have made something before it failed: the rollback asks it to delete that
    const sent = error instanceof AwsError && error.code === 'GeneralServiceException' && !(error instanceof CreatedInPart);
    if (sent && request.type === 'Create') throw new CreatedInPart(error.message, { id: ownId, attributes: {} });
    throw error;
  } finally {
    given.abort();
    waiting.forget();
  }
}

/**
 * Rejects once Lambda has given up the event: each try has failed, so no answer will come. AWS waits for the timeout all the same,
 * which is an hour for nothing while somebody develops a provider.
 */
function functionGivesUp(requestId: string, { stack }: ResourceContext, given: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = stack.events.subscribe(({ type, messageId, resource, detail }) => {
      if (messageId !== requestId || (type !== 'lambda.dropped' && type !== 'lambda.dead-lettered')) return;
      const why = `${resource} failed each time that it was tried (${detail?.reason}), and has not answered`;
      reject(failure(`${why}. Its log group says why. AWS would wait until ServiceTimeout.`));
    });
    given.addEventListener('abort', end, { once: true });
  });
}

function timeoutOf({ ServiceTimeout }: CustomProperties): number {
  if (ServiceTimeout === undefined) return LONGEST_SECONDS;
  const seconds = Number(ServiceTimeout);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_SECONDS)
    throw new AwsError('InvalidRequest', `ServiceTimeout must be an integer from 1 to ${LONGEST_SECONDS}`);
  return seconds;
}

async function send(request: ProviderRequest, ids: Record<string, string>, context: ResourceContext): Promise<void> {
  const token = String(request.properties.ServiceToken ?? '');
  const message = JSON.stringify({
    RequestType: request.type,
    ServiceToken: token,
    ...ids,
    ResourceType: request.resourceType,
    ...(request.physicalId === undefined ? {} : { PhysicalResourceId: request.physicalId }),
    ResourceProperties: asText(request.properties),
    ...(request.previous === undefined ? {} : { OldResourceProperties: asText(request.previous) }),
  });
  if (/^arn:[^:]+:lambda:/.test(token)) {
    const input = { FunctionName: token, InvocationType: 'Event', Payload: Buffer.from(message) };
    const { account, region, principal, traceHeader, signal } = context;
    const requestId = ids.RequestId ?? '';
    await context.stack.call('lambda', 'Invoke', input, { account, region, principal, traceHeader, signal, requestId });
  } else if (/^arn:[^:]+:sns:/.test(token)) {
    await context.call('sns', 'Publish', { TopicArn: token, Subject: 'AWS CloudFormation custom resource request', Message: message });
  } else
    throw new AwsError('InvalidRequest', `Invalid service token: it must be the ARN of a Lambda function or of an SNS topic: ${token}`);
}

/** Numbers and booleans reach a provider as text. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asText(each)]));
  return value === undefined ? undefined : String(value);
}

function read(body: Buffer): ProviderAnswer {
  if (body.length > MAX_ANSWER)
    throw failure(`Response object is too long: ${body.length} bytes, of which at most ${MAX_ANSWER} are read.`);
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'));
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // It has no form to speak of either way.
  }
  throw failure(`Invalid response object: not a JSON object: ${body.toString('utf8').slice(0, 200)}`);
}

function dataOf({ Data }: ProviderAnswer): Record<string, unknown> {
  return typeof Data === 'object' && Data !== null ? { ...Data } : {};
}
