import type { ResourceType } from '../../service.ts';
import { number, unlessGone } from './values.ts';

interface Props {
  FunctionName: string;
  Qualifier: string;
  MaximumRetryAttempts?: number | string;
  MaximumEventAgeInSeconds?: number | string;
  DestinationConfig?: object;
}

const inputOf = (props: Props) => ({
  ...props,
  MaximumRetryAttempts: number(props.MaximumRetryAttempts),
  MaximumEventAgeInSeconds: number(props.MaximumEventAgeInSeconds),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export const eventInvokeConfigResource: ResourceType<Props> = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: {
    FunctionName: 'replace',
    Qualifier: 'replace',
    MaximumRetryAttempts: 'update',
    MaximumEventAgeInSeconds: 'update',
    DestinationConfig: 'update',
  },
  async create(props, context) {
    await context.call('lambda', 'PutFunctionEventInvokeConfig', inputOf(props));
    return { id: context.generateName(64), attributes: {} };
  },
  async update(physical, props, _previous, context) {
    await context.call('lambda', 'PutFunctionEventInvokeConfig', inputOf(props));
    return physical;
  },
  async delete(_physical, { FunctionName, Qualifier }, context) {
    await unlessGone(context.call('lambda', 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier }));
  },
};
