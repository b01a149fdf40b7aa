import { validationError } from '../errors.ts';
import { evaluateExpression } from './intrinsics.ts';
import type { Scope } from './scope.ts';
import { type Expression, isObject, type Template } from './template.ts';

/** Works out the conditions of a template; each at its first use, since one may name another. */
export function conditionsOf(template: Template, scope: Omit<Scope, 'condition'>): (name: string) => boolean {
  const known = new Map<string, boolean>();
  const pending = new Set<string>();
  const inner: Scope = { ...scope, condition: (name) => condition(name) };
  function condition(name: string): boolean {
    const result = known.get(name);
    if (result !== undefined) return result;
    const expression = template.Conditions?.[name];
    if (expression === undefined)
      throw validationError(`Template error: unresolved condition dependency ${name} in the Conditions block of the template`);
    if (pending.has(name)) throw validationError('Template format error: Circular dependency in the Conditions block of the template');
    pending.add(name);
    const value = test(expression, inner);
    pending.delete(name);
    known.set(name, value);
    return value;
  }
  return condition;
}

/** Whether a condition holds. The functions that only rules have are here too. */
export function test(expression: Expression, scope: Scope): boolean {
  if (typeof expression === 'boolean') return expression;
  if (isObject(expression)) {
    const [name, argument] = Object.entries(expression)[0] ?? [];
    const args = Array.isArray(argument) ? argument : [argument];
    const value = (index: number) => evaluateExpression(args[index], scope);
    const values = (index: number) => [value(index)].flat().map(String);
    switch (name) {
      case 'Condition':
        return scope.condition(String(argument));
      case 'Fn::Equals':
        return JSON.stringify(comparable(value(0))) === JSON.stringify(comparable(value(1)));
      case 'Fn::Not':
        return !test(args[0], scope);
      case 'Fn::And':
        return args.every((part) => test(part, scope));
      case 'Fn::Or':
        return args.some((part) => test(part, scope));
      case 'Fn::Contains':
        return values(0).includes(String(value(1)));
      case 'Fn::EachMemberEquals':
        return values(0).every((member) => member === String(value(1)));
      case 'Fn::EachMemberIn':
        return values(0).every((member) => values(1).includes(member));
    }
  }
  throw validationError(`Template error: ${JSON.stringify(expression)} is not a condition that the embedded stack supports`);
}

/** 1 and "1", true and "true" are equal in a template. */
const comparable = (value: unknown) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
