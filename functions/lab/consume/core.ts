import type { Message } from '../message.ts';

/** What the consumer needs of the world; deps.ts is the real one. */
export interface ConsumeDeps {
  /** Fixed work of every attempt. */
  work(): Promise<void>;
  /** Which attempt at this message it is, the first being 1: counted outside the process, which may not live. */
  attempt(id: string): Promise<number>;
  /** Throws when a retry may help. */
  sendMail(message: Message, headers: Record<string, string>): Promise<void>;
  exit(): Promise<never>;
}

/** What is known of this attempt when it begins. */
export interface Arrived {
  /** First line of the handler: milliseconds since 1970, on the clock of its machine. */
  handledAt: number;
  /** The process's first invocation. */
  cold: boolean;
  environment: string;
  /** By SQS alone. */
  receiveCount?: number;
  /** Messages in the same invocation. */
  batch: number;
}

/** Sends the mail that is a message's effect, unless the lab has something go wrong. All stamps so far go with the mail. */
export async function consume(message: Message, arrived: Arrived, deps: ConsumeDeps): Promise<void> {
  const { id, fault } = message;
  const strikes = fault !== undefined && (fault.times === undefined || (await deps.attempt(id)) <= fault.times);
  const strike = strikes ? fault.kind : undefined;
  if (strike === 'swallow') return;
  if (strike === 'throw') throw new Error(`The lab has the message ${id} fail`);
  if (strike === 'exit') await deps.exit();
  await deps.work();
  await deps.sendMail(message, headersOf(message, arrived));
  if (strike === 'exit-after') await deps.exit();
}

/** As headers of a mail: the provider's inbox is then one table with all stamps, whatever the target. */
function headersOf({ enteredAt, handedOverAt, group, sequence }: Message, arrived: Arrived): Record<string, string> {
  const all = { enteredAt, handedOverAt, group, sequence, ...arrived };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}
