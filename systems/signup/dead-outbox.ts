import {
  GetFunctionConfigurationCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { operatorOf } from '../lab/operator.ts';
import { waitingIn } from '../lab/redrive.ts';
import { mappingOf, redriveStream } from '../lab/redrive-stream.ts';
import { settle } from './durable.ts';
import { effectsOf } from './effects.ts';
import { codeOf, insist, type Person } from './people.ts';

/** The outbox itself gives up: what is left is the place in the stream, and an operator who goes by it. */
export async function deadOutbox(lab: Lab): Promise<void> {
  const { lambda, sqs } = operatorOf(lab);
  const mapping = await mappingOf(lab, 'PublishSignUp');
  const { MaximumRetryAttempts, UUID } = mapping;
  const retry = (attempts: number | undefined) =>
    lambda.send(new UpdateEventSourceMappingCommand({ UUID, MaximumRetryAttempts: attempts }));
  const QueueName = mapping.DestinationConfig?.OnFailure?.Destination?.split(':').at(-1);
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const topic = lab.output('UserSignedUpTopicArn');

  await retry(0);
  await publishTo(lab, mapping.FunctionArn, `${topic}-that-is-not`);
  const people: Person[] = [];
  try {
    lab.say('the outbox has a topic to publish to that is not there (a bad release), and tries each change once');
    for (let index = 0; index < lab.options.count; index++) people.push(await insist(lab, lab.output('SignUpDurableUrl'), index));
    const ok = people.filter((person) => codeOf(person) === 'OK').length;
    lab.promise('sign-up does not notice', ok === people.length, `${ok} of ${people.length}`);
    await lab.until('the outbox has given up', 1_200, async () => (await waitingIn(lab, QueueUrl)) > 0);
    const { newsletter, welcome } = await effectsOf(lab);
    const none = newsletter.size + welcome.size === 0;
    lab.promise('nobody has heard of them', none, `${newsletter.size} newsletter, ${welcome.size} welcome`);
  } finally {
    await publishTo(lab, mapping.FunctionArn, topic);
    await retry(MaximumRetryAttempts);
  }
  lab.say('the release is mended; the operator reads the stream by the places in the dead letters');
  let handled = 0;
  await lab.until('the dead letters are handled', 1_200, async () => {
    handled += await redriveStream(lab, mapping, ({ eventName, dynamodb }) => {
      return eventName === 'INSERT' && dynamodb?.NewImage?.design?.S === 'durable';
    });
    const { newsletter } = await effectsOf(lab);
    const told = people.filter(({ accountId }) => newsletter.has(accountId)).length;
    lab.progress(`${told} of ${people.length} are told of`);
    return told === people.length;
  });
  lab.promise(
    'what was given up is sent out by its place',
    handled > 0,
    `${counted(handled, 'change')} of ${people.length} read from the stream`,
  );
  await settle(lab, people);
}

/** Where the outbox publishes to from now on. */
async function publishTo(lab: Lab, FunctionName: string | undefined, topicArn: string): Promise<void> {
  const { lambda } = operatorOf(lab);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, USER_SIGNED_UP_TOPIC_ARN: topicArn };
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName });
}
