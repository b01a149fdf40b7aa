import type { Target } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from './event.ts';
import { select } from './input-path.ts';
import { transform } from './input-transformer.ts';
import type { Rule } from './store.ts';
import { TargetError } from './targets/target.ts';

/** What a target gets of an event: all of it, its own constant, a part, or what its template makes. `at`: when the event came in. */
export function inputFor(target: Target, rule: Rule, event: BusEvent, at: number): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputTransformer) return transform(InputTransformer, rule, event, at);
  if (InputPath === undefined) return JSON.stringify(event);
  const part = select(InputPath, event);
  if (part === undefined) throw new TargetError('INVALID_JSON', `InputPath ${InputPath} selects nothing of the event.`);
  return JSON.stringify(part);
}
