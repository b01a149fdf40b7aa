import type { Cors, FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../service.ts';
import { number, unlessGone } from './values.ts';

interface Props {
  TargetFunctionArn: string;
  AuthType: string;
  Qualifier?: string;
  InvokeMode?: string;
  Cors?: Cors & { AllowCredentials?: boolean | string; MaxAge?: number | string };
}

const settingsOf = ({ AuthType, InvokeMode = 'BUFFERED', Cors }: Props) => ({
  AuthType,
  InvokeMode,
  Cors: {
    ...Cors,
    ...(Cors?.MaxAge === undefined ? {} : { MaxAge: number(Cors.MaxAge) }),
    ...(Cors?.AllowCredentials === undefined ? {} : { AllowCredentials: String(Cors.AllowCredentials) === 'true' }),
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
export const urlResource: ResourceType<Props> = {
  type: 'AWS::Lambda::Url',
  properties: { TargetFunctionArn: 'replace', Qualifier: 'replace', AuthType: 'update', InvokeMode: 'update', Cors: 'update' },
  async create(props, context) {
    const { Cors, ...settings } = settingsOf(props);
    const input = { FunctionName: props.TargetFunctionArn, Qualifier: props.Qualifier, ...settings, ...(props.Cors ? { Cors } : {}) };
    const { FunctionArn, FunctionUrl } = await context.call<FunctionUrlConfig>('lambda', 'CreateFunctionUrlConfig', input);
    return { id: FunctionArn as string, attributes: { FunctionArn, FunctionUrl } };
  },
  async update(physical, props, previous, context) {
    const { Cors, ...settings } = settingsOf(props);
    const input = {
      FunctionName: props.TargetFunctionArn,
      Qualifier: props.Qualifier,
      ...settings,
      ...(props.Cors || previous.Cors ? { Cors } : {}),
    };
    await context.call('lambda', 'UpdateFunctionUrlConfig', input);
    return physical;
  },
  async delete(_physical, { TargetFunctionArn, Qualifier }, context) {
    await unlessGone(context.call('lambda', 'DeleteFunctionUrlConfig', { FunctionName: TargetFunctionArn, Qualifier }));
  },
};
