import { randomUUID } from 'node:crypto';
import { eitherSignal } from './clock/either-signal.ts';
import { AwsError } from './services/errors.ts';
import { SERVICES, serviceOf } from './services/registry.ts';
import type { Context, ResourceType, ServiceName, Stack } from './services/service.ts';

type Parts = Pick<Stack, 'clock' | 'journal' | 'events' | 'endpoint' | 'options'>;

interface StoppableStack extends Stack {
  /** Stops all that the services share. What is still under way afterwards finds a new stack, or, when it has ended for good, none. */
  stopSingletons(options?: { forGood: boolean }): Promise<void>;
}

const stoppedError = () => new AwsError('ServiceUnavailable', 'The embedded stack is stopping', { status: 503 });

/** What the services share: the parts, one object a kind, and calls between services without the wire. */
export function createStack(parts: Parts): StoppableStack {
  const singletons = new Map<string, object & { stop?(): void | Promise<void> }>();
  let stopped = new AbortController();
  let stopping = 0;
  let types: Map<string, ResourceType> | undefined;

  const stack: StoppableStack = {
    ...parts,
    // While the stack stops, what is being stopped is still to be had, but nothing new is made or called
    singleton<T extends object & { stop?(): void | Promise<void> }>(name: string, make: (stack: Stack) => T): T {
      let object = singletons.get(name) as T | undefined;
      if (object) return object;
      if (stopping) throw stoppedError();
      singletons.set(name, (object = make(stack)));
      return object;
    },
    async call<Output>(name: ServiceName, operation: string, input: object, caller: Parameters<Stack['call']>[3]): Promise<Output> {
      if (stopping) throw stoppedError();
      const handler = (await serviceOf(name)).operations[operation];
      if (!handler) throw new AwsError('NotImplemented', `The embedded stack does not support ${name}:${operation}`, { status: 501 });
      const either = caller.signal && eitherSignal(caller.signal, stopped.signal);
      const context: Context = {
        principal: `arn:aws:iam::${caller.account}:root`,
        ...caller,
        stack,
        requestId: caller.requestId ?? randomUUID(),
        traceHeader: caller.traceHeader,
        signal: either?.signal ?? stopped.signal,
        headers: {},
      };
      try {
        return (await handler(input, context)) as Output;
      } finally {
        either?.release();
      }
    },
    async resourceTypes() {
      if (!types) {
        const services = await Promise.all((Object.keys(SERVICES) as ServiceName[]).map(serviceOf));
        types = new Map(services.flatMap((service) => service.resources.map((resource) => [resource.type, resource] as const)));
      }
      return types;
    },
    async stopSingletons({ forGood } = { forGood: false }) {
      stopping++;
      stopped.abort(stoppedError());
      for (const object of [...singletons.values()].reverse()) await object.stop?.();
      singletons.clear();
      if (forGood) return;
      stopped = new AbortController();
      stopping--;
    },
  };
  return stack;
}
