import type { CreateStackCommandInput, Stack } from '@aws-sdk/client-cloudformation';
import type { Context } from '../context.ts';

/** Waits until a stack is at rest. */
export const settledStack = ({ clients: { cloudformation }, until }: Context, StackName: string): Promise<Stack> =>
  until(`${StackName} at rest`, async () => {
    const { Stacks } = await cloudformation.describeStacks({ StackName });
    return Stacks?.[0]?.StackStatus?.endsWith('_IN_PROGRESS') ? undefined : Stacks?.[0];
  });

/**
 * Creates a stack of this template and waits; it is deleted after the case. Its template is there too: LocalStack says CREATE_COMPLETE a
 * moment before it has kept the template, which it compares the next one with.
 */
export async function createStack(context: Context, template: object, more: Partial<CreateStackCommandInput> = {}): Promise<Stack> {
  const { clients, name, cleanup, until } = context;
  const StackName = name('stack');
  const { StackId = '' } = await clients.cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(template), ...more });
  cleanup(async () => {
    await clients.cloudformation.deleteStack({ StackName: StackId });
    await until(`${StackName} deleted`, async () => {
      const { Stacks } = await clients.cloudformation.describeStacks({ StackName: StackId });
      return Stacks?.[0]?.StackStatus === 'DELETE_COMPLETE' ? true : undefined;
    });
  });
  const stack = await settledStack(context, StackId);
  if (stack.StackStatus === 'CREATE_COMPLETE')
    await until(
      `the template of ${StackName}`,
      async () => (await clients.cloudformation.getTemplate({ StackName: StackId })).TemplateBody,
    );
  return stack;
}

/** A template of one queue (`Photos`) with this visibility timeout, whose URL and ARN are outputs. */
export const queueTemplate = (VisibilityTimeout: number, more: Record<string, unknown> = {}) => ({
  Resources: { Photos: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout } }, ...more },
  Outputs: { Url: { Value: { Ref: 'Photos' } }, Arn: { Value: { 'Fn::GetAtt': ['Photos', 'Arn'] } } },
});

export const outputOf = ({ Outputs = [] }: Stack, key: string) => Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
