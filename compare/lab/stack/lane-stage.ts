import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandOver } from '../../../functions/lab/message.ts';
import { bundlePath } from '../../../lib/bundle.ts';
import type { Lane, LaneSettings } from '../lane.ts';
import { BOUNDED, ENDS, RETRIED_ELSEWHERE, TRACES } from './acknowledged.ts';
import type { DeployedLane } from './deployed-lane.ts';
import { mappingProps } from './mapping-props.ts';

export interface LaneStageProps {
  lane: Lane;
  emailApiUrl: string;
  /** Of the third parties' function, where only signed requests get through. */
  thirdPartyArn?: string;
  /** Function URLs are http on this machine, https on AWS. */
  local: boolean;
  attempts: dynamodb.ITable;
  /** A stack with room for one more consumer than the lane's first: CloudFormation takes 500 resources in one. */
  room(): Stack;
}

/**
 * Where a mode builds its lane: an entrance, consumers, queues with their dead letters. Lanes share nothing but the table of attempts,
 * which only messages with a fault touch.
 */
export class LaneStage extends Construct {
  readonly settings: LaneSettings;
  private readonly props: LaneStageProps;
  private readonly outputs: DeployedLane = { entrance: '', consumers: [], deadLetters: [], queues: [] };
  /** Where consumers beyond the first are, by number, and what there is of the lane. */
  private readonly places = new Map<number, Construct>();
  private readonly more = new Map<Construct, Pick<DeployedLane, 'consumers' | 'deadLetters' | 'queues'>>();

  constructor(scope: Construct, props: LaneStageProps) {
    super(scope, props.lane.id);
    this.props = props;
    this.settings = props.lane.settings;
  }

  /** The lane's entrance, which may make that call: `action` on `resource`. Values of `way` may be tokens. */
  handOver(way: HandOver, action: string, resource: string): void {
    const entrance = this.function('Enter', 'lab/enter', { HAND_OVER: this.json(way) }, Duration.seconds(15));
    this.allow(entrance, [action], resource);
    this.outputs.entrance = entrance.functionName;
  }

  /** The lane's entrance sends to that queue: with the lane's delay, which a FIFO queue takes of no single message. */
  sendTo({ queueUrl, queueArn, fifo }: sqs.Queue): void {
    this.handOver({ call: 'send', queueUrl, ...(fifo ? { fifo } : { delayS: this.settings.delayS }) }, 'sqs:SendMessage', queueArn);
  }

  /** The lane's entrance publishes to that topic. */
  publishTo({ topicArn, fifo }: sns.Topic): void {
    this.handOver({ call: 'publish', topicArn, ...(fifo ? { fifo } : {}) }, 'sns:Publish', topicArn);
  }

  /** Where consumer number `copy`, and what is its own, belongs: beyond the first that is another stack. */
  at(copy: number): Construct {
    if (copy === 0) return this;
    const known = this.places.get(copy);
    if (known) return known;
    const stack = this.props.room();
    const { id } = this.props.lane;
    const place = (stack.node.tryFindChild(id) as Construct | undefined) ?? new Construct(stack, id);
    this.places.set(copy, place);
    if (!this.more.has(place)) this.more.set(place, { consumers: [], deadLetters: [], queues: [] });
    return place;
  }

  private outputsAt(place: Construct): Pick<DeployedLane, 'consumers' | 'deadLetters' | 'queues'> {
    return this.more.get(place) ?? this.outputs;
  }

  /** Consumer number `copy` by one of the entrances of functions/lab/consume. */
  consumer(entrance: 'direct' | 'sns' | 'sqs' | 'events' | 'http', copy = 0, environment: Record<string, string> = {}): lambda.Function {
    const { reservedConcurrency, timeoutS } = this.settings;
    const consumer = this.function(
      `Consume${copy}`,
      `lab/consume-${entrance}`,
      { ...this.consumerEnvironment(copy), ...environment },
      Duration.seconds(timeoutS),
      { reserved: reservedConcurrency, place: this.at(copy) },
    );
    this.allow(consumer, ['dynamodb:UpdateItem'], this.props.attempts.tableArn);
    const { thirdPartyArn } = this.props;
    if (thirdPartyArn) this.allow(consumer, ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'], thirdPartyArn);
    this.outputsAt(this.at(copy)).consumers.push(consumer.functionName);
    return consumer;
  }

  /** The consumers are processes outside Lambda; whoever runs the lab starts them. */
  worksOutside(): void {
    this.outputs.worker = this.consumerEnvironment();
  }

  /** What the work of a consumer depends on: of a function, and of a process outside Lambda. */
  private consumerEnvironment(copy = 0): Record<string, string> {
    const { handlerMs, handlerHashes, idempotent, reportBatchItemFailures } = this.settings;
    return {
      LANE: this.props.lane.id,
      COPY: String(copy),
      EMAIL_API_URL: this.props.emailApiUrl,
      ATTEMPTS_TABLE_NAME: this.props.attempts.tableName,
      HANDLER_MS: String(handlerMs),
      HANDLER_HASHES: String(handlerHashes),
      IDEMPOTENT: String(idempotent),
      REPORT_ITEM_FAILURES: String(reportBatchItemFailures),
      ...(this.props.thirdPartyArn ? { THIRD_PARTY_AUTH: 'iam' } : {}),
    };
  }

  /** Lambda's own retries, after about one and two minutes, and what follows them. */
  retryAsync(consumer: lambda.Function, copy = 0): void {
    const { maximumRetryAttempts: retryAttempts, deadLetters } = this.settings;
    const onFailure = deadLetters ? { onFailure: new SqsDestination(this.deadLetterQueue('Async', { copy })) } : {};
    consumer.configureAsyncInvoke({ retryAttempts, ...onFailure });
  }

  /** The queue that the lane's consumer works off. */
  workQueue({ fifo = false, copy = 0 } = {}): sqs.Queue {
    const { visibilityTimeoutS, timeoutS, maxReceiveCount, deadLetters } = this.settings;
    const queue = new sqs.Queue(this.at(copy), `Queue${copy}`, {
      ...(fifo ? { fifo } : {}),
      visibilityTimeout: Duration.seconds(visibilityTimeoutS ?? 6 * timeoutS),
      receiveMessageWaitTime: Duration.seconds(20),
      retentionPeriod: Duration.days(1),
      removalPolicy: RemovalPolicy.DESTROY,
      enforceSSL: this.overTls,
      ...(deadLetters ? { deadLetterQueue: { queue: this.deadLetterQueue('Queue', { copy, fifo }), maxReceiveCount } } : {}),
    });
    this.outputsAt(this.at(copy)).queues.push(queue.queueUrl);
    return queue;
  }

  /** A queue that Lambda polls for consumer number `copy`. */
  polledQueue({ fifo = false, copy = 0 } = {}): sqs.Queue {
    const queue = this.workQueue({ fifo, copy });
    this.consumer('sqs', copy).addEventSource(new SqsEventSource(queue, mappingProps(this.settings)));
    return queue;
  }

  /** The lane's topic. */
  topic({ fifo = false } = {}): sns.Topic {
    return new sns.Topic(this, 'Topic', { ...(fifo ? { fifo } : {}), enforceSSL: this.overTls });
  }

  /** Where a topic or a bus puts what consumer number `copy` cannot be given, if the lane keeps dead letters. */
  unreachable(of: 'Topic' | 'Bus', copy = 0): { deadLetterQueue?: sqs.Queue } {
    return this.settings.deadLetters ? { deadLetterQueue: this.deadLetterQueue(of, { copy }) } : {};
  }

  private deadLetterQueue(of: string, { copy = 0, fifo = false } = {}): sqs.Queue {
    const queue = new sqs.Queue(this.at(copy), `${of}${copy}DeadLetters`, {
      ...(fifo ? { fifo } : {}),
      retentionPeriod: Duration.days(1),
      removalPolicy: RemovalPolicy.DESTROY,
      enforceSSL: this.overTls,
    });
    Validations.of(queue).acknowledge(...ENDS);
    this.outputsAt(this.at(copy)).deadLetters.push(queue.queueUrl);
    return queue;
  }

  /** Whether requests are encrypted on their way: everywhere but on this machine. */
  private get overTls(): boolean {
    return !this.props.local;
  }

  /** Of the URLs of functions. */
  get urlProtocol(): sns.SubscriptionProtocol {
    return this.props.local ? sns.SubscriptionProtocol.HTTP : sns.SubscriptionProtocol.HTTPS;
  }

  /** To be called when the mode has built everything. */
  finish(): void {
    Validations.of(this).acknowledge(...BOUNDED);
    for (const [place, outputs] of [[this, this.outputs] as const, ...this.more]) {
      if (place !== this) Validations.of(place).acknowledge(...BOUNDED);
      const stack = Stack.of(place);
      const further = place === this ? '' : stack.node.id.replace(/^.*More/, 'More');
      new CfnOutput(place, 'Lane', { value: stack.toJsonString(outputs) }).overrideLogicalId(`${further}Lane${this.props.lane.id}`);
    }
  }

  private json(value: unknown): string {
    // tokens inside are kept
    return Stack.of(this).toJsonString(value);
  }

  private allow(grantee: lambda.Function, actions: string[], resource: string): void {
    grantee.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  }

  private function(
    id: string,
    bundle: string,
    environment: Record<string, string>,
    timeout: Duration,
    { reserved, place = this }: { reserved?: number | undefined; place?: Construct } = {},
  ): lambda.Function {
    const logGroup = new logs.LogGroup(place, `${id}Logs`, { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY });
    // the managed policy that CDK would give it allows every log group of the account
    const role = new iam.Role(place, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    Validations.of(role).acknowledge(...TRACES);
    const made = new lambda.Function(place, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundlePath(bundle)),
      memorySize: this.settings.memoryMb,
      timeout,
      environment: { POWERTOOLS_SERVICE_NAME: bundle, ...environment },
      role,
      logGroup,
      tracing: lambda.Tracing.ACTIVE,
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    });
    Validations.of(made).acknowledge(...RETRIED_ELSEWHERE);
    return made;
  }
}
