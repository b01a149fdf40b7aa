import type { ResourceType } from '../../service.ts';
import { unlessGone } from './values.ts';

const NAMES = [
  'FunctionName',
  'Action',
  'Principal',
  'SourceArn',
  'SourceAccount',
  'EventSourceToken',
  'FunctionUrlAuthType',
  'PrincipalOrgID',
  'InvokedViaFunctionUrl',
];

/** Who may invoke a function. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const permissionResource: ResourceType<Record<string, unknown>> = {
  type: 'AWS::Lambda::Permission',
  properties: Object.fromEntries(NAMES.map((name) => [name, 'replace'])),
  async create(props, context) {
    const StatementId = context.generateName(100);
    const InvokedViaFunctionUrl = props.InvokedViaFunctionUrl === undefined ? undefined : String(props.InvokedViaFunctionUrl) === 'true';
    await context.call('lambda', 'AddPermission', { ...props, StatementId, InvokedViaFunctionUrl });
    return { id: StatementId, attributes: { Id: StatementId } };
  },
  async delete(physical, { FunctionName }, context) {
    await unlessGone(context.call('lambda', 'RemovePermission', { FunctionName, StatementId: physical.id }));
  },
};
