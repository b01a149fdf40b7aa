import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock/clock.ts';
import type { EventStream } from '../events/events.ts';
import type { Journal } from '../journal/journal.ts';
import type { DebugRule } from '../runtime/debug/rules.ts';

export type ServiceName =
  | 'cloudformation'
  | 'dynamodb'
  | 'dynamodbstreams'
  | 'ecr'
  | 'events'
  | 'iam'
  | 'kms'
  | 'lambda'
  | 'logs'
  | 'monitoring'
  | 's3'
  | 'secretsmanager'
  | 'sns'
  | 'sqs'
  | 'ssm'
  | 'sts';

/** Who calls, and from where. */
export interface Caller {
  account: string;
  region: string;
  /** ARN of the caller. */
  principal: string;
  accessKeyId?: string;
}

/** What every service shares: one per running emulator. */
export interface Stack {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly events: EventStream;
  /** `http://127.0.0.1:PORT`: where functions and links reach the stack. */
  readonly endpoint: string;
  readonly options: StackOptions;
  /** The one object of that kind in this stack, made at its first use; its `stop` is called when the stack stops or is reset. */
  singleton<T extends object & { stop?(): void | Promise<void> }>(name: string, make: (stack: Stack) => T): T;
  /**
   * Calls an operation of another service in-process, without the wire. Input and output are those of the SDK's command;
   * throws AwsError. The caller's identity and trace header travel with it.
   */
  call<Output = unknown>(service: ServiceName, operation: string, input: object, caller: CallOptions): Promise<Output>;
  /** The CloudFormation resource types that all services together create. */
  resourceTypes(): Promise<Map<string, ResourceType>>;
}

export interface StackOptions {
  /** Seed of whatever is left to chance: the order of standard queues, jitter. */
  seed: number;
  /** Where code is unpacked and processes work. */
  workDir: string;
  /** Functions that debuggers may attach to. */
  debug?: DebugRule[];
}

export interface CallOptions extends Partial<Caller> {
  account: string;
  region: string;
  traceHeader?: string | undefined;
  signal?: AbortSignal;
  /** The id of the call, where the caller has to know it; otherwise a new one. */
  requestId?: string;
}

/** One call of one operation. */
export interface Context extends Caller {
  readonly stack: Stack;
  readonly requestId: string;
  /** `X-Amzn-Trace-Id` of the request, passed on to messages and invocations. */
  readonly traceHeader: string | undefined;
  /** Aborted when the caller has gone or the stack stops. */
  readonly signal: AbortSignal;
  /** Raw HTTP request headers, lower case; empty for in-process calls. */
  readonly headers: Record<string, string | undefined>;
}

/** An operation: typed by the SDK's own command, e.g. `Operation<SendMessageCommandInput, SendMessageCommandOutput>`. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds operations of all types
export type Operation<Input = any, Output = any> = (input: Input, context: Context) => Promise<Answer<Output>> | Answer<Output>;

/** An SDK output without the metadata that the client adds. */
export type Answer<Output> = Omit<Output, '$metadata'>;

export interface Service {
  name: ServiceName;
  protocol: 'aws-json-1.0' | 'aws-json-1.1' | 'aws-query' | 'rest-json' | 'rest-xml';
  /** Before the dot in X-Amz-Target (JSON protocols). */
  target?: string;
  /** `xmlns` of answers (XML protocols); on a service of a JSON protocol it says that the query protocol is spoken too. */
  xmlNamespace?: string;
  operations: Record<string, Operation>;
  resources: ResourceType[];
  /** Takes a whole HTTP request itself (function URLs, dynalite) and says whether it did. Called before the protocol reads the body. */
  handleRaw?(request: IncomingMessage, response: ServerResponse, caller: Caller, stack: Stack): Promise<boolean>;
}

/**
 * What a changed property does to a resource: `update` in place, `replace` it, or `recorded`: kept and shown, with no effect
 * in the embedded stack. A property that isn't listed fails the stack with its name.
 */
export type PropertyChange = 'update' | 'replace' | 'recorded';

export interface Physical {
  /** What `Ref` gives. */
  id: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `Endpoint.Address`). */
  attributes: Record<string, unknown>;
  /** The attributes are secret: events show `****` in their place. */
  noEcho?: boolean;
}

export interface ResourceContext extends Context {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** As the template names it: `Custom::…` for a custom resource. */
  readonly resourceType: string;
  /** Tags of the stack. */
  readonly tags: { Key: string; Value: string }[];
  /** A name as CloudFormation makes them, `<stack>-<logical id>-<random>`, cut to `max` characters with the suffix kept; the same at every call for one resource. */
  generateName(max: number, options?: { lowerCase?: boolean }): string;
  call<Output = unknown>(service: ServiceName, operation: string, input: object): Promise<Output>;
}

/** A CloudFormation resource type. Properties arrive with all intrinsic functions resolved. */
// biome-ignore lint/suspicious/noExplicitAny: property bags are checked by the resource type itself
export interface ResourceType<Props = any> {
  type: string;
  /** Every supported property and what a change of it does; `true` accepts all (AWS::CDK::Metadata). */
  properties: Record<string, PropertyChange> | true;
  /** Where properties of any other name are taken too: what a change of one does. */
  others?: PropertyChange;
  create(props: Props, context: ResourceContext): Promise<Physical>;
  /** Absent: every change replaces. Answers with a new Physical where attributes changed. */
  update?(physical: Physical, props: Props, previous: Props, context: ResourceContext): Promise<Physical>;
  /** Deleting what is gone already is a success. */
  delete(physical: Physical, props: Props, context: ResourceContext): Promise<void>;
}
