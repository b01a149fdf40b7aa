import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { webhook } from '../../simulate/modes/webhook.ts';
import type { DeliveryMode } from '../mode.ts';

export const mode: DeliveryMode = {
  name: 'webhook',
  how: 'the entrance publishes to SNS, which posts to the URL of the consumer',
  retries: 'SNS: three times, 20 s apart',
  simulated: webhook,
  openUrl: true,
  deploy(stage) {
    const topic = stage.topic();
    const consumer = stage.consumer('http', 0, { TOPIC_ARN: topic.topicArn });
    // SNS signs no requests to an URL as IAM wants them: anyone may call it, and the handler takes what names its topic
    const { url } = consumer.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
    new sns.Subscription(stage, 'Webhook', { topic, endpoint: url, protocol: stage.urlProtocol, ...stage.unreachable('Topic') });
    stage.publishTo(topic);
  },
};
