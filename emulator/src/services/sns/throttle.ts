import type { Stack } from '../service.ts';

export interface Throttle {
  /** Waits for the subscription's turn: `perSecond` deliveries a second, evenly spaced; at once where there is no limit. */
  pass(subscriptionArn: string, perSecond: number | undefined, signal: AbortSignal): Promise<void>;
}

/** maxReceivesPerSecond of a throttlePolicy. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
export function throttleOf(stack: Stack): Throttle {
  return stack.singleton('sns.throttle', ({ clock }) => {
    const nextFree = new Map<string, number>();
    return {
      async pass(subscriptionArn, perSecond, signal) {
        if (!perSecond) return;
        const at = Math.max(clock.now(), nextFree.get(subscriptionArn) ?? 0);
        nextFree.set(subscriptionArn, at + 1000 / perSecond);
        if (at > clock.now()) await clock.sleep(at - clock.now(), signal);
      },
    };
  });
}
