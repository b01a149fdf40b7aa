import type { GetTemplateCommandInput, GetTemplateCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { requireChangeSet } from '../change-sets.ts';
import { stackWithIdMissing } from '../errors.ts';
import { requireStack } from '../stack-records.ts';

/** Without transforms, the processed template is the original. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate: Operation<GetTemplateCommandInput, GetTemplateCommandOutput> = (input, context) => {
  const { content } = input.ChangeSetName
    ? requireChangeSet(input.ChangeSetName, input.StackName, context)
    : requireStack(input.StackName, context, stackWithIdMissing);
  return { TemplateBody: content.template, StagesAvailable: ['Original', 'Processed'] };
};
