import { randomBytes } from 'node:crypto';
import type { CreateEventSourceMappingCommandInput } from '@aws-sdk/client-lambda';
import { type Clients, clientsOf, type Target } from './clients.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { send } from './http.ts';
import { type Functions, functionsOf } from './make/functions.ts';
import { type Queues, queuesOf } from './make/queues.ts';
import { type Topics, topicsOf } from './make/topics.ts';

export interface Made {
  clients: Clients;
  deadline: Deadline;
  /** A name that no other case and no other run has. */
  name(prefix?: string): string;
  /** Undoes something at the end of the case, last thing first. */
  cleanup(undo: () => Promise<unknown>): void;
}

export interface Context extends Made, Functions, Queues, Topics {
  target: Target;
  until: Deadline['until'];
  /** An HTTP request to a URL of the stack. */
  http(url: string, options?: Parameters<typeof send>[2]): ReturnType<typeof send>;
  /** Clients with the credentials of another account. */
  as(accessKeyId: string): Clients;
  /** Connects a function to a source and waits until the mapping is enabled. */
  map(input: Omit<CreateEventSourceMappingCommandInput, 'EventSourceArn'> & { EventSourceArn: string }): Promise<string>;
}

/** What a case has in hand. `end` undoes what it made, and answers with what could not be undone. */
export function createContext(target: Target, ms: number): { context: Context; end(): Promise<string[]> } {
  const undo: (() => Promise<unknown>)[] = [];
  const cleanup = (step: () => Promise<unknown>) => void undo.push(step);
  const clients = clientsOf(target);
  const deadline = createDeadline(ms);
  const name = (prefix = 'conformance') => `${prefix}-${randomBytes(5).toString('hex')}`;
  const made: Made = { clients, deadline, name, cleanup };
  const { lambda } = clients;
  const context: Context = {
    ...made,
    ...functionsOf(made),
    ...queuesOf(made),
    ...topicsOf(made),
    target,
    until: deadline.until,
    http: (url, options) => send(target.endpoint, url, options),
    as(accessKeyId) {
      const others = clientsOf({ ...target, credentials: { ...target.credentials, accessKeyId } });
      cleanup(async () => others.destroy());
      return others;
    },
    async map(input) {
      const { UUID = '' } = await lambda.createEventSourceMapping(input);
      cleanup(() => lambda.deleteEventSourceMapping({ UUID }));
      if (input.Enabled !== false)
        await deadline.until(`mapping ${UUID} enabled`, async () =>
          (await lambda.getEventSourceMapping({ UUID })).State === 'Enabled' ? true : undefined,
        );
      return UUID;
    },
  };
  const end = async () => {
    const left: string[] = [];
    for (const step of undo.reverse()) await (async () => step())().catch((error) => void left.push(String(error)));
    clients.destroy();
    return left;
  };
  return { context, end };
}
