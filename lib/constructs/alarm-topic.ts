import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';

/**
 * Where a stack's alarms go: one topic a stack, so that no stack waits for another's and each account has its own.
 *
 * It isn't encrypted with `aws/sns`: CloudWatch may not use that key, as its policy cannot be changed, and the alarms would be lost in
 * silence; a key of one's own costs a dollar a month to hide names of metrics.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function alarmTopicOf(scope: Construct): sns.Topic {
  const stack = Stack.of(scope);
  const made = stack.node.tryFindChild('Alarms');
  if (made) return made as sns.Topic;
  const topic = new sns.Topic(stack, 'Alarms', { enforceSSL: true });
  // said expressly: a topic with a policy of its own (enforceSSL) no longer has the default one
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  const { alarmEmail } = settingsOf(scope);
  if (alarmEmail) {
    const subscription = topic.addSubscription(new EmailSubscription(alarmEmail));
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'SNS tries to reach a mailbox for hours; an alarm later than that is seen in CloudWatch, where its state is kept.',
    });
  }
  return topic;
}
