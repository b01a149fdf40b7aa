import type { ResourceType } from '../service.ts';

/** The type of that name: every `Custom::…` is a custom resource. */
export const typeOf = (types: Map<string, ResourceType>, name: string): ResourceType | undefined =>
  types.get(name.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : name);
