import { ruleFor } from '../../runtime/debug/rules.ts';
import { runtimeOf } from '../../runtime/runtime.ts';
import type { Stack } from '../service.ts';
import { specOf } from './specs.ts';
import { type FunctionRecord, latestOf } from './store.ts';

/** The debugger's port of a function is open from its creation on, so that a person can attach before the first invocation. */
export function openDebugger(stack: Stack, record: FunctionRecord): void {
  const configuration = latestOf(record);
  if (!ruleFor(stack.options.debug ?? [], record.name, configuration.Environment?.Variables ?? {})) return;
  specOf(stack, record, configuration)
    .then((spec) => runtimeOf(stack).debug(spec))
    .catch((error: Error) => {
      const detail = { state: 'failed', functionName: record.name, error: error.message };
      stack.events.emit({ type: 'lambda.debugger', resource: record.arn, detail });
    });
}
