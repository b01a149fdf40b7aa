import { AwsError } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  PolicyDocument: unknown;
  Topics: string[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-topicpolicy.html */
export const topicPolicyResource: ResourceType<Props> = {
  type: 'AWS::SNS::TopicPolicy',
  properties: { PolicyDocument: 'update', Topics: 'update' },
  async create(props, context) {
    for (const arn of props.Topics) await setPolicy(arn, text(props), context);
    const id = context.generateName(128);
    return { id, attributes: { Id: id } };
  },
  async update(physical, props, previous, context) {
    for (const arn of previous.Topics) if (!props.Topics.includes(arn)) await takeAway(arn, context);
    for (const arn of props.Topics) await setPolicy(arn, text(props), context);
    return physical;
  },
  async delete(_physical, props, context) {
    for (const arn of props.Topics) await takeAway(arn, context);
  },
};

const text = ({ PolicyDocument }: Props) => (typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument));

const setPolicy = (TopicArn: string, AttributeValue: string, context: ResourceContext) =>
  context.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue });

/** Back to the default policy; a topic that is gone has none. */
async function takeAway(arn: string, context: ResourceContext) {
  try {
    await setPolicy(arn, '', context);
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'NotFound')) throw error;
  }
}
