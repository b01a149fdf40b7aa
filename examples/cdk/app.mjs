import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';

// A topic that feeds a queue, and a function that reads the queue. Nothing in it knows where it is deployed to.
const stack = new Stack(new App(), 'Example');
const topic = new Topic(stack, 'Topic');
const queue = new Queue(stack, 'Queue');
topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
const reader = new LambdaFunction(stack, 'Reader', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromAsset(`${import.meta.dirname}/../function`),
});
reader.addEventSource(new SqsEventSource(queue));
new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
new CfnOutput(stack, 'FunctionName', { value: reader.functionName });
