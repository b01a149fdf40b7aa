import { callOf, type Expression, isObject, type Template } from './template.ts';

/** The template that the conditions leave: resources and outputs that are wanted, and of each Fn::If the branch that is taken. */
export function applyConditions(template: Template, condition: (name: string) => boolean): Template {
  const wanted = <Item extends { Condition?: string }>(items: Record<string, Item> | undefined) =>
    Object.fromEntries(
      Object.entries(items ?? {})
        .filter(([, item]) => item.Condition === undefined || condition(item.Condition))
        .map(([name, item]) => [name, take(item as unknown as Expression, condition) as unknown as Item]),
    );
  return { ...template, Resources: wanted(template.Resources), Outputs: wanted(template.Outputs) };
}

function take(expression: Expression, condition: (name: string) => boolean): Expression {
  const call = callOf(expression);
  if (call?.name === 'Fn::If' && Array.isArray(call.argument)) {
    const [name, yes, no] = call.argument;
    return take(condition(String(name)) ? yes : no, condition);
  }
  if (Array.isArray(expression)) return expression.map((item) => take(item, condition)).filter((item) => !isNoValue(item));
  if (!isObject(expression)) return expression;
  const entries = Object.entries(expression).map(([key, value]) => [key, take(value, condition)] as const);
  return Object.fromEntries(entries.filter(([key, value]) => key.startsWith('Fn::') || !isNoValue(value)));
}

const isNoValue = (expression: Expression) =>
  isObject(expression) && expression.Ref === 'AWS::NoValue' && Object.keys(expression).length === 1;
