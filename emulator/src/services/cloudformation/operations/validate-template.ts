import type { ValidateTemplateCommandInput, ValidateTemplateCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { capabilityOf } from '../content-of.ts';
import { declaredParameters } from '../declared-parameters.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { validateTemplate as validate } from '../template/validate-template.ts';
import { templateText } from '../template-source.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate: Operation<ValidateTemplateCommandInput, ValidateTemplateCommandOutput> = async (input, context) => {
  const template = parseTemplate(await templateText(input, context));
  validate(template);
  const capability = capabilityOf(template);
  const Parameters = declaredParameters(template).map(({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
    ParameterKey,
    DefaultValue,
    NoEcho,
    Description,
  }));
  return { Parameters, Description: template.Description, ...(capability ? { Capabilities: [capability] } : {}) };
};
