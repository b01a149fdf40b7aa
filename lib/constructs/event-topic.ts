import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Both are named by AWS for who publishes to an encrypted topic. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const FOR_PUBLISHERS = ['kms:GenerateDataKey*', 'kms:Decrypt'];

export interface EventTopicProps {
  /** Other accounts that may publish to it (12 digits each). */
  publishers?: string[];
}

/**
 * A topic that carries the app's messages: encrypted, and over TLS alone.
 *
 * The key is `aws/sns`: it costs nothing a month, and its policy lets everyone in the account use it who may publish. It lets in nobody
 * else (another account, S3, EventBridge, CloudWatch), and its policy cannot be changed; so a topic that other accounts publish to has a
 * key of its own, at a dollar a month.
 */
export class EventTopic extends sns.Topic {
  constructor(scope: Construct, id: string, { publishers = [] }: EventTopicProps = {}) {
    super(scope, id, { enforceSSL: true, masterKey: publishers.length > 0 ? sharedKey(scope, id) : managedKey(scope, id) });
    const accounts = publishers.map((account) => new iam.AccountPrincipal(account));
    for (const account of accounts) {
      this.addToResourcePolicy(new iam.PolicyStatement({ principals: [account], actions: ['sns:Publish'], resources: [this.topicArn] }));
      this.masterKey?.addToResourcePolicy(new iam.PolicyStatement({ principals: [account], actions: FOR_PUBLISHERS, resources: ['*'] }));
    }
  }
}

const managedKey = (scope: Construct, id: string) => kms.Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns');
const sharedKey = (scope: Construct, id: string) =>
  new kms.Key(scope, `${id}Key`, { description: `Messages of the topic ${id}`, enableKeyRotation: true });
