import type { Parameter, RollbackConfiguration, StackResourceDetail, StackStatus, Tag } from '@aws-sdk/client-cloudformation';
import type { JournalTable } from '../../journal/journal.ts';
import type { Stack } from '../service.ts';
import type { ChangeSetRecord } from './change-set-record.ts';

/** A parameter as it was given, and what `Ref` makes of it. */
export interface ParameterValue {
  key: string;
  /** As given: for a parameter of an SSM type, the name in the parameter store. */
  value: string;
  /** What the parameter store answered; absent for other types. */
  resolved?: string;
  noEcho: boolean;
}

export interface OutputValue {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/** What an update changes of a stack, and what a rollback brings back. */
export interface StackContent {
  template: string;
  description?: string;
  parameters: ParameterValue[];
  capabilities: string[];
  tags: Tag[];
  outputs: OutputValue[];
  /** Names of the exports of other stacks that this one reads. */
  imports: string[];
  roleArn?: string;
  notificationArns: string[];
  rollbackConfiguration: RollbackConfiguration;
}

export interface StackRecord {
  id: string;
  name: string;
  account: string;
  region: string;
  status: StackStatus;
  statusReason?: string;
  creationTime: number;
  lastUpdatedTime?: number;
  deletionTime?: number;
  disableRollback: boolean;
  timeoutInMinutes?: number;
  terminationProtection: boolean;
  policy?: string;
  changeSetId?: string;
  operationId: string;
  clientRequestToken?: string;
  content: StackContent;
}

/** A resource that exists, or of which at least the creation was tried. */
export interface ResourceRecord {
  stackId: string;
  logicalId: string;
  type: string;
  physicalId?: string;
  attributes: Record<string, unknown>;
  /** Its attributes are secret. */
  noEcho?: boolean;
  /** As the resource was last created or updated, with everything resolved. */
  properties: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  /** Logical ids that must outlive this resource. */
  dependencies: string[];
  deletionPolicy: string;
  updateReplacePolicy: string;
  status: NonNullable<StackResourceDetail['ResourceStatus']>;
  statusReason?: string;
  updated: number;
  /** How often it was replaced: a part of its generated name. */
  replacements: number;
}

/** Written before an update starts: what a rollback returns to, and what a finished update has left behind. */
export interface UndoRecord {
  stackId: string;
  content: StackContent;
  resources: ResourceRecord[];
}

export interface EventRecord {
  id: string;
  stackId: string;
  stackName: string;
  time: number;
  operationId: string;
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
  properties?: string;
  clientRequestToken?: string;
}

export interface CloudFormationStore {
  stacks: JournalTable<StackRecord>;
  changeSets: JournalTable<ChangeSetRecord>;
  undo: JournalTable<UndoRecord>;
  resourcesOf(stackId: string): ResourceRecord[];
  resource(stackId: string, logicalId: string): ResourceRecord | undefined;
  putResource(record: ResourceRecord): void;
  deleteResource(stackId: string, logicalId: string): void;
  /** Oldest first. */
  eventsOf(stackId: string): EventRecord[];
  putEvent(event: EventRecord): void;
  /** Those who wait for the stack's operation to end. */
  settled(stackId: string): Promise<void>;
  settle(stackId: string): void;
  /** Updates that were asked to stop: nothing new starts, and what was done is undone. */
  readonly cancelled: Set<string>;
  /** Aborted when the stack stops or is reset: running operations end there. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** The state of CloudFormation: the journal's tables, and indexes of resources and events by stack that are made from them. */
export const storeOf = (stack: Stack): CloudFormationStore => stack.singleton('cloudformation', createStore);

function createStore(stack: Stack): CloudFormationStore {
  const stopped = new AbortController();
  const stacks = stack.journal.table<StackRecord>('cloudformation.stacks');
  const resources = stack.journal.table<ResourceRecord>('cloudformation.resources');
  const events = stack.journal.table<EventRecord>('cloudformation.events');
  const resourceIndex = new Map<string, Map<string, ResourceRecord>>();
  const eventIndex = new Map<string, EventRecord[]>();
  const waiting = new Map<string, (() => void)[]>();

  const index = (record: ResourceRecord) => {
    let ofStack = resourceIndex.get(record.stackId);
    if (!ofStack) resourceIndex.set(record.stackId, (ofStack = new Map()));
    ofStack.set(record.logicalId, record);
  };
  const indexEvent = (event: EventRecord) => {
    const ofStack = eventIndex.get(event.stackId);
    if (ofStack) ofStack.push(event);
    else eventIndex.set(event.stackId, [event]);
  };
  for (const record of resources.values()) index(record);
  for (const event of events.values()) indexEvent(event);
  for (const record of [...stacks.values()]) {
    const failed = interrupted(record.status);
    if (failed) stacks.put(record.id, { ...record, status: failed, statusReason: 'The embedded stack stopped during the operation' });
  }

  return {
    stacks,
    changeSets: stack.journal.table('cloudformation.changeSets'),
    undo: stack.journal.table('cloudformation.undo'),
    resourcesOf: (stackId) => [...(resourceIndex.get(stackId)?.values() ?? [])],
    resource: (stackId, logicalId) => resourceIndex.get(stackId)?.get(logicalId),
    putResource(record) {
      resources.put(`${record.stackId}#${record.logicalId}`, record);
      index(record);
    },
    deleteResource(stackId, logicalId) {
      resources.delete(`${stackId}#${logicalId}`);
      resourceIndex.get(stackId)?.delete(logicalId);
    },
    eventsOf: (stackId) => eventIndex.get(stackId) ?? [],
    putEvent(event) {
      events.put(`${event.stackId}#${event.id}`, event);
      indexEvent(event);
    },
    settled: (stackId) =>
      new Promise((resolve) => {
        waiting.set(stackId, [...(waiting.get(stackId) ?? []), resolve]);
      }),
    settle(stackId) {
      const callbacks = waiting.get(stackId) ?? [];
      waiting.delete(stackId);
      for (const callback of callbacks) callback();
    },
    cancelled: new Set(),
    signal: stopped.signal,
    stop() {
      stopped.abort(new Error('the embedded stack stops'));
      for (const callbacks of waiting.values()) for (const callback of callbacks) callback();
    },
  };
}

/** Which failure a stack is in when the process ended in the middle of an operation. */
function interrupted(status: StackStatus): StackStatus | undefined {
  if (!status.endsWith('IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return undefined;
  if (status.startsWith('UPDATE_ROLLBACK')) return 'UPDATE_ROLLBACK_FAILED';
  if (status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return 'UPDATE_COMPLETE';
  return status.replace('_IN_PROGRESS', '_FAILED') as StackStatus;
}

/** The live stack of that name or, by id, any stack. */
export function findStack(store: CloudFormationStore, nameOrId: string, { account, region }: { account: string; region: string }) {
  if (nameOrId.startsWith('arn:')) return store.stacks.get(nameOrId);
  for (const record of store.stacks.values()) {
    if (record.name === nameOrId && record.status !== 'DELETE_COMPLETE' && record.account === account && record.region === region)
      return record;
  }
  return undefined;
}

export const inProgress = (status: string) => status.endsWith('IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';

/** Parameters as the API shows them. */
export const shownParameters = (values: ParameterValue[]): Parameter[] =>
  values.map(({ key, value, resolved, noEcho }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? '****' : value,
    ...(resolved === undefined ? {} : { ResolvedValue: resolved }),
  }));
