import { type OrderEvent, orderEventSchema } from '../../orders/messages.ts';

export interface StepAnswer {
  /** `nothing`: there was nothing to say, as when something is undone. */
  outcome: 'done' | 'refused' | 'nothing';
  /** Always there: a path that finds nothing would end the execution. */
  reason: string;
}

type Tell = (outcome: 'done' | 'refused', reason?: string) => Promise<void>;

/** A service's part for a caller who waits: what Orders would be told is the answer. What is thrown is for the caller to try again. */
export async function answered(event: unknown, work: (event: OrderEvent, tell: () => Tell) => Promise<void>): Promise<StepAnswer> {
  let answer: StepAnswer = { outcome: 'nothing', reason: '' };
  await work(orderEventSchema.parse(event), () => async (outcome, reason = '') => {
    answer = { outcome, reason };
  });
  return answer;
}
