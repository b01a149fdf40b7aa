import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../service.ts';
import { unlessGone } from './values.ts';

interface Props {
  FunctionName: string;
  CodeSha256?: string;
  Description?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
export const versionResource: ResourceType<Props> = {
  type: 'AWS::Lambda::Version',
  properties: { FunctionName: 'replace', CodeSha256: 'replace', Description: 'replace', RuntimePolicy: 'recorded' },
  async create({ FunctionName, CodeSha256, Description }, context) {
    const { FunctionArn, Version } = await context.call<FunctionConfiguration>('lambda', 'PublishVersion', {
      FunctionName,
      CodeSha256,
      Description,
    });
    const arn = FunctionArn as string;
    return { id: arn, attributes: { FunctionArn: arn, Version } };
  },
  async delete(physical, _props, context) {
    await unlessGone(context.call('lambda', 'DeleteFunction', { FunctionName: physical.id }));
  },
};
