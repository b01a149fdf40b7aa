import type { Made } from '../context.ts';

export interface Topics {
  /** Answers with the ARN. */
  createTopic(attributes?: Record<string, string>): Promise<string>;
  /** Answers with the subscription's ARN. */
  subscribe(TopicArn: string, Protocol: 'sqs' | 'lambda', Endpoint: string, Attributes?: Record<string, string>): Promise<string>;
}

export const topicsOf = ({ clients: { sns }, name, cleanup }: Made): Topics => ({
  async createTopic(attributes = {}) {
    const Name = `${name('topic')}${attributes.FifoTopic === 'true' ? '.fifo' : ''}`;
    const { TopicArn = '' } = await sns.createTopic({ Name, Attributes: attributes });
    cleanup(() => sns.deleteTopic({ TopicArn }));
    return TopicArn;
  },
  async subscribe(TopicArn, Protocol, Endpoint, Attributes) {
    const { SubscriptionArn = '' } = await sns.subscribe({
      TopicArn,
      Protocol,
      Endpoint,
      ReturnSubscriptionArn: true,
      ...(Attributes && { Attributes }),
    });
    cleanup(() => sns.unsubscribe({ SubscriptionArn }));
    return SubscriptionArn;
  },
});
