import { createHash, randomUUID } from 'node:crypto';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { Caller, ResourceContext, Stack } from '../../service.ts';
import { type CloudFormationStore, type EventRecord, type ResourceRecord, type StackRecord, storeOf } from '../store.ts';
import { masked } from './masked.ts';
import { notify } from './notify.ts';

/** One run of the engine on one stack: it keeps the records and tells what happens. */
export interface Operation {
  readonly stack: Stack;
  readonly store: CloudFormationStore;
  /** As it stands in the journal. */
  record(): StackRecord;
  change(fields: Partial<StackRecord>): void;
  setStack(status: StackStatus, reason?: string): void;
  /** Puts the record with its new status, and tells so. */
  setResource(record: ResourceRecord, status: ResourceRecord['status'], reason?: string): void;
  /** Tells without changing the record: what concerns the predecessor of a replaced resource. */
  tell(record: ResourceRecord, status: ResourceRecord['status'], reason?: string): void;
  contextOf(record: Pick<ResourceRecord, 'logicalId' | 'replacements' | 'type'>): ResourceContext;
}

export function createOperation(stack: Stack, stackId: string, caller: Caller & { traceHeader: string | undefined }): Operation {
  const store = storeOf(stack);
  const record = () => store.stacks.get(stackId) as StackRecord;
  const requestId = randomUUID();

  const emit = (logicalId: string, physicalId: string, type: string, status: string, reason?: string, properties?: object) => {
    const { name, operationId, clientRequestToken } = record();
    // One a millisecond: the API has no finer time, and those who sort by time (cdk) shall see the order in which things happened.
    const time = Math.max(Math.floor(stack.clock.now()), (store.eventsOf(stackId).at(-1)?.time ?? 0) + 1);
    const event: EventRecord = {
      id:
        logicalId === name && type === 'AWS::CloudFormation::Stack'
          ? randomUUID()
          : `${logicalId}-${status}-${new Date(time).toISOString()}`,
      stackId,
      stackName: name,
      time,
      operationId,
      logicalId,
      physicalId,
      type,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(properties === undefined ? {} : { properties: masked(JSON.stringify(properties), store.resourcesOf(stackId)) }),
      ...(clientRequestToken === undefined ? {} : { clientRequestToken }),
    };
    store.putEvent(event);
    const { account, region, content } = record();
    notify(stack, content.notificationArns, event, { account, region, principal: caller.principal, signal: store.signal });
    stack.events.emit({
      type: 'cloudformation.status',
      resource: stackId,
      traceHeader: caller.traceHeader,
      detail: { stackName: name, logicalId, physicalId, resourceType: type, status, ...(reason === undefined ? {} : { reason }) },
    });
  };

  const operation: Operation = {
    stack,
    store,
    record,
    change(fields) {
      store.stacks.put(stackId, { ...record(), ...fields });
    },
    setStack(status, reason) {
      const { statusReason: _, ...rest } = record();
      store.stacks.put(stackId, { ...rest, status, ...(reason === undefined ? {} : { statusReason: reason }) });
      emit(rest.name, stackId, 'AWS::CloudFormation::Stack', status, reason);
    },
    setResource(resource, status, reason) {
      resource.status = status;
      resource.updated = stack.clock.now();
      if (reason === undefined) delete resource.statusReason;
      else resource.statusReason = reason;
      store.putResource(resource);
      operation.tell(resource, status, reason);
    },
    tell({ logicalId, physicalId = '', type, properties }, status, reason) {
      emit(logicalId, physicalId, type, status, reason, status.startsWith('DELETE') ? undefined : properties);
    },
    contextOf({ logicalId, replacements, type }) {
      const { name, account, region, content } = record();
      const { principal, traceHeader } = caller;
      const options = { account, region, principal, traceHeader, signal: store.signal };
      return {
        stack,
        account,
        region,
        principal,
        requestId,
        traceHeader,
        signal: store.signal,
        headers: {},
        stackName: name,
        stackId,
        logicalId,
        resourceType: type,
        tags: content.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
        generateName: (max, { lowerCase = false } = {}) => {
          const generated = generatedName(stackId, name, logicalId, replacements, max);
          return lowerCase ? generated.toLowerCase() : generated;
        },
        call: (service, action, input) => stack.call(service, action, input, options),
      };
    },
  };
  return operation;
}

/** `<stack>-<logical id>-<12 characters>`: cut in the front, since it is the end that makes it unique. The same for the life of a resource. */
function generatedName(stackId: string, stackName: string, logicalId: string, replacements: number, max: number): string {
  const hash = createHash('sha256').update(`${stackId}|${logicalId}|${replacements}`).digest();
  const suffix = Array.from(hash.subarray(0, 12), (byte) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[byte % 36]).join('');
  const front = `${stackName}-${logicalId}`.slice(0, max - suffix.length - 1);
  return `${front}-${suffix}`;
}
