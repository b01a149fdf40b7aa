import { randomUUID } from 'node:crypto';
import { AwsError } from './services/errors.ts';
import { SERVICES, serviceOf } from './services/registry.ts';
import type { Context, ResourceType, ServiceName, Stack } from './services/service.ts';

type Parts = Pick<Stack, 'clock' | 'journal' | 'events' | 'endpoint' | 'options'>;

/** What the services share: the parts, one object a kind, and calls between services without the wire. */
export function createStack(parts: Parts): Stack & { stopSingletons(): Promise<void> } {
  const singletons = new Map<string, object & { stop?(): void | Promise<void> }>();
  let stopped = new AbortController();
  let types: Map<string, ResourceType> | undefined;

  const stack: Stack & { stopSingletons(): Promise<void> } = {
    ...parts,
    singleton<T extends object & { stop?(): void | Promise<void> }>(name: string, make: (stack: Stack) => T): T {
      let object = singletons.get(name) as T | undefined;
      if (!object) singletons.set(name, (object = make(stack)));
      return object;
    },
    async call<Output>(name: ServiceName, operation: string, input: object, caller: Parameters<Stack['call']>[3]): Promise<Output> {
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
      stopped.abort(new Error('the stack stopped'));
      const objects = [...singletons.values()].reverse();
      singletons.clear();
      for (const object of objects) await object.stop?.();
      stopped = new AbortController();
    },
  };
  return stack;
}
