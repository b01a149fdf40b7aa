import { validationError } from '../errors.ts';
import { test } from './conditions.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';

/** Checks the assertions of the Rules section. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
export function checkRules(template: Template, scope: Scope): void {
  for (const [name, rule] of Object.entries(template.Rules ?? {})) {
    if (rule.RuleCondition !== undefined && !test(rule.RuleCondition, scope)) continue;
    for (const { Assert, AssertDescription } of rule.Assertions ?? []) {
      if (test(Assert, scope)) continue;
      throw validationError(`Template error: rule ${name} failed: ${AssertDescription ?? JSON.stringify(Assert)}`);
    }
  }
}
