import { randomBytes } from 'node:crypto';
import type { Stack } from '../../service.ts';

/** What a provider answers. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html */
export interface ProviderAnswer {
  Status?: unknown;
  Reason?: unknown;
  PhysicalResourceId?: unknown;
  StackId?: unknown;
  RequestId?: unknown;
  LogicalResourceId?: unknown;
  NoEcho?: unknown;
  Data?: unknown;
}

interface Waiting {
  signature: string;
  take(body: Buffer): void;
}

/** Requests that were sent to a provider and wait for its answer. */
export interface Answers {
  /** An address that takes one answer, and a promise of its body. `key` names the request within the address. */
  expect(key: string, region: string, validMs: number): { url: string; body: Promise<Buffer>; forget(): void };
  /** Gives an answer to the one who waits for it; false where nobody does, or not under this signature. A second answer is not heard. */
  give(key: string, signature: string, body: Buffer): boolean;
}

export const answersOf = (stack: Stack): Answers => stack.singleton('cloudformation.answers', createAnswers);

/** The name that buckets of answers have on AWS begins so: providers and policies look for it. */
export const ANSWER_BUCKET = 'cloudformation-custom-resource-response-';

function createAnswers(stack: Stack): Answers {
  const waiting = new Map<string, Waiting>();
  return {
    expect(key, region, validMs) {
      const signature = randomBytes(16).toString('hex');
      const expires = Math.ceil((stack.clock.now() + validMs) / 1000);
      const { promise: body, resolve } = Promise.withResolvers<Buffer>();
      waiting.set(key, { signature, take: resolve });
      return {
        url: `${stack.endpoint}/${ANSWER_BUCKET}${region.replaceAll('-', '')}/${encodeURIComponent(key)}?Expires=${expires}&Signature=${signature}`,
        body,
        forget: () => void waiting.delete(key),
      };
    },
    give(key, signature, body) {
      const found = waiting.get(key);
      if (found?.signature !== signature) return false;
      found.take(body);
      return true;
    },
  };
}
