import type { PropertyChange, ResourceContext, ResourceType } from '../../service.ts';

type Props = Record<string, unknown>;

/**
 * Types that a hardened app has, and that nothing in the embedded stack looks at: no money is spent, and there is no X-Ray and no console.
 * They are kept with the stack (GetTemplate and DescribeStackResources show them), and have no API of their own here.
 */
function recorded(
  type: string,
  properties: Record<string, 'recorded' | 'replace'>,
  made: (props: Props, context: ResourceContext) => { id: string; attributes?: Record<string, unknown> },
): ResourceType<Props> {
  return {
    type,
    properties: properties as Record<string, PropertyChange>,
    create: async (props, context) => ({ attributes: {}, ...made(props, context) }),
    update: async (physical) => physical,
    delete: async () => {},
  };
}

const arn = (service: string, rest: string, { region, account }: ResourceContext) => `arn:aws:${service}:${region}:${account}:${rest}`;
const nameIn = (value: unknown, key: string) => (value as Record<string, string> | undefined)?.[key];

export const recordedTypes: ResourceType<Props>[] = [
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html
  recorded(
    'AWS::Budgets::Budget',
    { Budget: 'recorded', NotificationsWithSubscribers: 'recorded', ResourceTags: 'recorded' },
    ({ Budget }, context) => ({ id: nameIn(Budget, 'BudgetName') ?? context.generateName(100) }),
  ),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-resourcegroups-group.html
  recorded(
    'AWS::ResourceGroups::Group',
    {
      Name: 'replace',
      Description: 'recorded',
      ResourceQuery: 'recorded',
      Configuration: 'recorded',
      Resources: 'recorded',
      Tags: 'recorded',
    },
    ({ Name }, context) => {
      const id = typeof Name === 'string' ? Name : context.generateName(128);
      return { id, attributes: { Arn: arn('resource-groups', `group/${id}`, context) } };
    },
  ),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-group.html
  recorded(
    'AWS::XRay::Group',
    { GroupName: 'replace', FilterExpression: 'recorded', InsightsConfiguration: 'recorded', Tags: 'recorded' },
    ({ GroupName }, context) => {
      const id = arn('xray', `group/${GroupName ?? context.generateName(32)}/${context.generateName(26)}`, context);
      return { id, attributes: { GroupARN: id } };
    },
  ),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-samplingrule.html
  recorded('AWS::XRay::SamplingRule', { SamplingRule: 'recorded', Tags: 'recorded' }, ({ SamplingRule }, context) => {
    const id = arn('xray', `sampling-rule/${nameIn(SamplingRule, 'RuleName') ?? context.generateName(32)}`, context);
    return { id, attributes: { RuleARN: id } };
  }),
];
