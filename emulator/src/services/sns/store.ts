import type { JournalTable } from '../../journal/journal.ts';
import type { Stack } from '../service.ts';
import type { Message } from './message.ts';

export interface Tag {
  Key: string;
  Value: string;
}

export interface Topic {
  arn: string;
  name: string;
  account: string;
  region: string;
  fifo: boolean;
  /** As they were set; what has a default is added when they are shown. */
  attributes: Record<string, string>;
  tags: Tag[];
  /** Messages accepted so far: what FIFO sequence numbers count from. */
  accepted: number;
  deletedSubscriptions: number;
}

export interface Subscription {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  owner: string;
  principal: string;
  attributes: Record<string, string>;
  pending: boolean;
  /** Whether whoever confirmed it was signed in. */
  authenticated: boolean;
  /** What the owner of the endpoint confirms with. */
  token: string;
}

/** A message on its way to one subscription; it leaves the table when it has arrived or was given up. */
export interface Delivery {
  id: string;
  message: Message;
  topicArn: string;
  subscriptionArn: string;
  /** Attempts made so far. */
  attempts: number;
  /** When the next attempt falls due, in virtual time. */
  dueAt: number;
  traceHeader?: string;
}

export interface Deduplication {
  messageId: string;
  sequenceNumber: string;
  until: number;
}

export interface Store {
  topics: JournalTable<Topic>;
  subscriptions: JournalTable<Subscription>;
  deliveries: JournalTable<Delivery>;
  deduplication: JournalTable<Deduplication>;
  /** Subscriptions of a topic, oldest first. */
  subscriptionsOf(topicArn: string): Subscription[];
  putSubscription(subscription: Subscription): void;
  deleteSubscription(arn: string): void;
}

/** The tables of the service, with the index that is derived from them. */
export function storeOf(stack: Stack): Store {
  return stack.singleton('sns.store', ({ journal }) => {
    const subscriptions = journal.table<Subscription>('sns.subscriptions');
    const byTopic = new Map<string, Set<string>>();
    const index = ({ topicArn, arn }: Subscription) => {
      const arns = byTopic.get(topicArn) ?? new Set();
      byTopic.set(topicArn, arns.add(arn));
    };
    for (const subscription of subscriptions.values()) index(subscription);
    return {
      topics: journal.table<Topic>('sns.topics'),
      subscriptions,
      deliveries: journal.table<Delivery>('sns.deliveries'),
      deduplication: journal.table<Deduplication>('sns.deduplication'),
      subscriptionsOf: (topicArn) => [...(byTopic.get(topicArn) ?? [])].flatMap((arn) => subscriptions.get(arn) ?? []),
      putSubscription(subscription) {
        subscriptions.put(subscription.arn, subscription);
        index(subscription);
      },
      deleteSubscription(arn) {
        const subscription = subscriptions.get(arn);
        subscriptions.delete(arn);
        if (subscription) byTopic.get(subscription.topicArn)?.delete(arn);
      },
    };
  });
}
