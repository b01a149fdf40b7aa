import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import type { Entered, Order } from '../../../functions/lab/message.ts';
import type { LabClients } from '../targets/place.ts';

type Metadata = Partial<InvokeCommandOutput['$metadata']>;

/** Longer than the entrance's own timeout, so that its verdict arrives. */
const ANSWER_MS = 20_000;

/** `attempts`: of the SDK, where it had to try again: a message that may have been sent more than once, and whose times hold pauses. */
export type Answer = { attempts?: number } & ({ accepted: true; entered: Partial<Entered> } | { accepted: false; error: string });

export interface Sender {
  send(entrance: string, order: Order, traceId: string, signal: AbortSignal): Promise<Answer>;
  stop(): void;
}

/** Calls entrances by the AWS API, as many at once as come: a limit on connections would be a queue of the generator's own. */
export function createSender(clients: LabClients): Sender {
  const lambda = new LambdaClient({
    ...{ ...clients, maxAttempts: 3 },
    requestHandler: {
      ...{ connectionTimeout: 2_000, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
      ...{ httpAgent: { maxSockets: 2000 }, httpsAgent: { maxSockets: 2000 }, socketAcquisitionWarningTimeout: ANSWER_MS },
    },
  });
  return {
    async send(entrance, order, traceId, signal) {
      const command = new InvokeCommand({ FunctionName: entrance, Payload: JSON.stringify(order) });
      command.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers['x-amzn-trace-id'] = `Root=${traceId};Sampled=1`;
          return next(args);
        },
        { step: 'build', name: 'trace' },
      );
      try {
        const { FunctionError, Payload, $metadata } = await lambda.send(command, { abortSignal: signal });
        const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || '{}');
        if (FunctionError)
          return { ...tried($metadata), accepted: false, error: `${answer.errorType}: ${answer.errorMessage}`.slice(0, 300) };
        return { ...tried($metadata), accepted: true, entered: answer as Entered };
      } catch (error) {
        const { name, message, $metadata } = error as Error & { $metadata?: Metadata };
        return { ...tried($metadata), accepted: false, error: `${name}: ${message}`.slice(0, 300) };
      }
    },
    stop: () => lambda.destroy(),
  };
}

const tried = ({ attempts }: Metadata = {}) => (attempts === undefined ? {} : { attempts });
