import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../service.ts';
import { unlessGone } from './values.ts';

interface Props {
  FunctionName: string;
  Name: string;
  FunctionVersion: string;
  Description?: string;
  RoutingConfig?: { AdditionalVersionWeights?: { FunctionVersion: string; FunctionWeight: number | string }[] };
}

const inputOf = ({ FunctionName, Name, FunctionVersion, Description = '', RoutingConfig }: Props) => ({
  FunctionName,
  Name,
  FunctionVersion,
  Description,
  RoutingConfig: {
    AdditionalVersionWeights: Object.fromEntries(
      (RoutingConfig?.AdditionalVersionWeights ?? []).map((weight) => [weight.FunctionVersion, Number(weight.FunctionWeight)]),
    ),
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
export const aliasResource: ResourceType<Props> = {
  type: 'AWS::Lambda::Alias',
  properties: { FunctionName: 'replace', Name: 'replace', FunctionVersion: 'update', Description: 'update', RoutingConfig: 'update' },
  async create(props, context) {
    const { AliasArn } = await context.call<AliasConfiguration>('lambda', 'CreateAlias', inputOf(props));
    return { id: AliasArn as string, attributes: { AliasArn } };
  },
  async update(physical, props, _previous, context) {
    await context.call('lambda', 'UpdateAlias', inputOf(props));
    return physical;
  },
  async delete(_physical, { FunctionName, Name }, context) {
    await unlessGone(context.call('lambda', 'DeleteAlias', { FunctionName, Name }));
  },
};
