/** A value of a template in which functions may still stand. */
export type Expression = string | number | boolean | null | undefined | Expression[] | { [key: string]: Expression };

export interface TemplateParameter {
  Type: string;
  Default?: string | number;
  NoEcho?: boolean | string;
  AllowedValues?: (string | number)[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  Description?: string;
  MinLength?: number;
  MaxLength?: number;
  MinValue?: number;
  MaxValue?: number;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, Expression>;
  Metadata?: Record<string, Expression>;
  DependsOn?: string | string[];
  Condition?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface TemplateOutput {
  Value: Expression;
  Description?: string;
  Condition?: string;
  Export?: { Name: Expression };
}

export interface TemplateRule {
  RuleCondition?: Expression;
  Assertions: { Assert: Expression; AssertDescription?: string }[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export interface Template {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Metadata?: Record<string, Expression>;
  Parameters?: Record<string, TemplateParameter>;
  Rules?: Record<string, TemplateRule>;
  Mappings?: Record<string, Record<string, Record<string, Expression>>>;
  Conditions?: Record<string, Expression>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, TemplateOutput>;
  Transform?: Expression;
}

/** The function and its argument, where the expression is a call of one. */
export function callOf(expression: Expression): { name: string; argument: Expression } | undefined {
  if (!isObject(expression)) return undefined;
  const [name, ...others] = Object.keys(expression);
  if (name === undefined || others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  return { name, argument: expression[name] };
}

export const isObject = (value: unknown): value is { [key: string]: Expression } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
