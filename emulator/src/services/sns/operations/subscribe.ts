import { randomBytes, randomUUID } from 'node:crypto';
import type { SubscribeCommandInput, SubscribeCommandOutput } from '@aws-sdk/client-sns';
import { parseArn } from '../../arn.ts';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { askEndpoint } from '../confirmation.ts';
import { invalidParameter } from '../errors.ts';
import { type Subscription, storeOf, type Topic } from '../store.ts';
import { checkSubscriptionAttribute, normalized } from '../subscription-attributes.ts';

const UNSUPPORTED = ['email', 'email-json', 'sms', 'application', 'firehose'];

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribe: Operation<SubscribeCommandInput, SubscribeCommandOutput> = (input, context) => {
  const { stack, account, principal, traceHeader } = context;
  const { Protocol: protocol = '', Endpoint: endpoint = '' } = input;
  const topic = requireTopic(context, input.TopicArn);
  checkEndpoint(topic, protocol, endpoint);
  const attributes = normalized(input.Attributes ?? {});
  for (const [name, value] of Object.entries(input.Attributes ?? {}))
    checkSubscriptionAttribute(name, value, { topicArn: topic.arn, protocol, endpoint, attributes }, 'Attributes Reason: ');

  const store = storeOf(stack);
  const existing = store.subscriptionsOf(topic.arn).find((one) => one.endpoint === endpoint && one.protocol === protocol);
  if (existing) {
    if (Object.entries(attributes).some(([name, value]) => existing.attributes[name] !== value))
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    if (existing.pending) askEndpoint(stack, existing, traceHeader);
    return { SubscriptionArn: shownArn(existing, input.ReturnSubscriptionArn) };
  }
  const pending = protocol.startsWith('http');
  const subscription: Subscription = {
    arn: `${topic.arn}:${randomUUID()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    owner: account,
    principal,
    attributes,
    pending,
    authenticated: !pending,
    token: randomBytes(144).toString('hex'),
  };
  store.putSubscription(subscription);
  if (pending) askEndpoint(stack, subscription, traceHeader);
  return { SubscriptionArn: shownArn(subscription, input.ReturnSubscriptionArn) };
};

/** Until an endpoint has confirmed, its ARN is shown only to those who ask for it. */
const shownArn = ({ arn, pending }: Subscription, asked: boolean | undefined) => (pending && !asked ? 'pending confirmation' : arn);

function checkEndpoint(topic: Topic, protocol: string, endpoint: string) {
  if (UNSUPPORTED.includes(protocol)) throw unsupported('sns', `subscriptions of protocol ${protocol}`);
  if (!['lambda', 'sqs', 'http', 'https'].includes(protocol))
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (!endpoint) throw invalidParameter('Endpoint');
  if (topic.fifo && protocol !== 'sqs') throw invalidParameter(`Invalid protocol type: ${protocol}`);
  if (protocol.startsWith('http')) {
    if (!endpoint.startsWith(`${protocol}://`)) throw invalidParameter('Endpoint must match the specified protocol');
    if (!URL.canParse(endpoint)) throw invalidParameter('Endpoint');
    return;
  }
  const arn = parseArn(endpoint);
  if (arn?.service !== protocol) throw invalidParameter(protocol === 'sqs' ? 'SQS endpoint ARN' : 'Lambda endpoint ARN');
  if (protocol === 'sqs' && endpoint.endsWith('.fifo') && !topic.fifo)
    throw invalidParameter('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
}
