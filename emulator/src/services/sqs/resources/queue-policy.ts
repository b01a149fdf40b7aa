import type { ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  PolicyDocument: unknown;
  Queues: string[];
}

async function setPolicy(queues: string[], document: unknown, context: ResourceContext) {
  const Policy = typeof document === 'string' ? document : JSON.stringify(document);
  for (const QueueUrl of queues) await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
}

async function clearPolicy(queues: string[], context: ResourceContext) {
  for (const queue of queues) {
    try {
      await setPolicy([queue], '', context);
    } catch (error) {
      if ((error as Error).name !== 'QueueDoesNotExist') throw error;
    }
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicy: ResourceType<Props> = {
  type: 'AWS::SQS::QueuePolicy',
  properties: { PolicyDocument: 'update', Queues: 'update' },
  async create(props, context) {
    await setPolicy(props.Queues, props.PolicyDocument, context);
    const id = context.generateName(128);
    return { id, attributes: { Id: id } };
  },
  async update(physical, props, previous, context) {
    await clearPolicy(
      previous.Queues.filter((url) => !props.Queues.includes(url)),
      context,
    );
    await setPolicy(props.Queues, props.PolicyDocument, context);
    return physical;
  },
  delete: (_physical, props, context) => clearPolicy(props.Queues, context),
};
