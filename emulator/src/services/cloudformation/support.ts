import type { ResourceType } from '../service.ts';
import { validationError } from './errors.ts';
import type { Template } from './template/template.ts';
import { typeOf } from './type-of.ts';

/** What can be used in the place of a type that is often met. */
const INSTEAD: Record<string, string> = {
  'AWS::StepFunctions::StateMachine':
    ' (a Provider of CDK custom resources needs one only for its isCompleteHandler: do all in onEventHandler, or deploy this to LocalStack or AWS)',
};

/**
 * Names every resource, type and property that no service of the embedded stack creates. Checked before anything is created,
 * so that a stack never claims what it did not do.
 */
export function requireSupport(template: Template, types: Map<string, ResourceType>): void {
  const problems: string[] = [];
  for (const [name, resource] of Object.entries(template.Resources)) {
    const type = typeOf(types, resource.Type);
    if (!type) {
      problems.push(`the type ${resource.Type} of the resource ${name}${INSTEAD[resource.Type] ?? ''}`);
      continue;
    }
    if (type.properties === true || type.others) continue;
    const known = type.properties;
    for (const property of Object.keys(resource.Properties ?? {})) {
      if (!Object.hasOwn(known, property)) problems.push(`the property ${property} of the resource ${name} (${resource.Type})`);
    }
  }
  if (problems.length > 0) throw validationError(`The embedded stack does not support ${problems.join(', ')}`);
}
