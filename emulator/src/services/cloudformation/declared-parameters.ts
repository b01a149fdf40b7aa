import type { ParameterDeclaration } from '@aws-sdk/client-cloudformation';
import type { Template } from './template/template.ts';

/** The parameters that a template declares, as the API shows them. */
export const declaredParameters = (template: Template): ParameterDeclaration[] =>
  Object.entries(template.Parameters ?? {}).map(([ParameterKey, parameter]) => ({
    ParameterKey,
    DefaultValue: parameter.Default === undefined ? undefined : String(parameter.Default),
    ParameterType: parameter.Type,
    NoEcho: String(parameter.NoEcho) === 'true',
    Description: parameter.Description,
    ParameterConstraints: parameter.AllowedValues ? { AllowedValues: parameter.AllowedValues.map(String) } : {},
  }));
