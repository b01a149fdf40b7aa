import { AwsError } from '../../errors.ts';
import { ClientSideError } from './endpoint.ts';

/**
 * Calls another service and sorts its errors as SNS does: what the client did wrong (an endpoint deleted, a permission taken away)
 * is final, whatever else went wrong is tried again. A throttle is the server's.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html#why-do-message-deliveries-fail
 */
export async function inProcess<Output>(call: () => Promise<Output>): Promise<Output> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AwsError && error.status < 500 && error.status !== 429 && !/Throttl|TooManyRequests/.test(error.code))
      throw new ClientSideError(`${error.code}: ${error.message}`, { cause: error });
    throw error;
  }
}
