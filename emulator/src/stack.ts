import { randomUUID } from 'node:crypto';
import { AwsError } from './services/errors.ts';
import { SERVICES, serviceOf } from './services/registry.ts';
import type { Context, ResourceType, ServiceName, Stack } from './services/service.ts';

type Parts = Pick<Stack, 'clock' | 'journal' | 'events' | 'endpoint' | 'options'>;

const stoppedError = () => new AwsError('ServiceUnavailable', 'The embedded stack is stopping', { status: 503 });

/** What the services share: the parts, one object a kind, and calls between services without the wire. */
export function createStack(parts: Parts): Stack & { stopSingletons(): Promise<void> } {
  const singletons = new Map<string, object & { stop?(): void | Promise<void> }>();
  let stopped = new AbortController();
  let stopping = false;
  let types: Map<string, ResourceType> | undefined;

  const stack: Stack & { stopSingletons(): Promise<void> } = {
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
      const context: Context = {
        principal: `arn:aws:iam::${caller.account}:root`,
        ...caller,
        stack,
        requestId: caller.requestId ?? randomUUID(),
        traceHeader: caller.traceHeader,
        signal: caller.signal ? AbortSignal.any([caller.signal, stopped.signal]) : stopped.signal,
        headers: {},
      };
      return handler(input, context) as Output;
    },
    async resourceTypes() {
      if (!types) {
        const services = await Promise.all((Object.keys(SERVICES) as ServiceName[]).map(serviceOf));
        types = new Map(services.flatMap((service) => service.resources.map((resource) => [resource.type, resource] as const)));
      }
      return types;
    },
    async stopSingletons() {
      stopping = true;
      stopped.abort(stoppedError());
      for (const object of [...singletons.values()].reverse()) await object.stop?.();
      singletons.clear();
      stopped = new AbortController();
      stopping = false;
    },
  };
  return stack;
}
