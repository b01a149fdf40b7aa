import type { GetTemplateSummaryCommandInput, GetTemplateSummaryCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { capabilityOf } from '../content-of.ts';
import { declaredParameters } from '../declared-parameters.ts';
import { stackWithIdMissing } from '../errors.ts';
import { requireStack } from '../stack-records.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { validateTemplate } from '../template/validate-template.ts';
import { templateText } from '../template-source.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary: Operation<GetTemplateSummaryCommandInput, GetTemplateSummaryCommandOutput> = async (input, context) => {
  const text = input.StackName
    ? requireStack(input.StackName, context, stackWithIdMissing).content.template
    : await templateText(input, context);
  const template = parseTemplate(text);
  validateTemplate(template);
  const capability = capabilityOf(template);
  const types = [...new Set(Object.values(template.Resources).map(({ Type }) => Type))];
  return {
    Parameters: declaredParameters(template),
    Description: template.Description,
    ...(capability
      ? {
          Capabilities: [capability],
          CapabilitiesReason: `The following resource(s) require capabilities: [${types.filter((type) => type.startsWith('AWS::IAM::')).join(', ')}]`,
        }
      : {}),
    ResourceTypes: types,
    Version: template.AWSTemplateFormatVersion,
    Metadata: template.Metadata === undefined ? undefined : JSON.stringify(template.Metadata),
    ResourceIdentifierSummaries: [],
  };
};
