import type { Expression, Template } from './template.ts';

/** What the functions of a template see. Each lookup throws where there is nothing of that name. */
export interface Scope {
  region: string;
  mappings: NonNullable<Template['Mappings']>;
  /** A parameter, a pseudo parameter or a resource's physical id; undefined is AWS::NoValue. */
  ref(name: string): unknown;
  getAtt(resource: string, attribute: string): unknown;
  condition(name: string): boolean;
  importValue(name: string): string;
}

/** Stands, when a change set is made, for what only the execution will know. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

export const isUnknown = (value: unknown): boolean => JSON.stringify(value)?.includes(KNOWN_AFTER_APPLY) ?? false;

export type Evaluate = (expression: Expression) => unknown;
