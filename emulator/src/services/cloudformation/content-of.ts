import type { CreateChangeSetCommandInput } from '@aws-sdk/client-cloudformation';
import type { Context } from '../service.ts';
import { insufficientCapabilities, validationError } from './errors.ts';
import { readStored } from './read-stored.ts';
import type { StackContent } from './store.ts';
import { parameterValues } from './template/parameters.ts';
import { parseTemplate } from './template/parse-template.ts';
import type { Template } from './template/template.ts';
import { validateTemplate } from './template/validate-template.ts';
import { templateText } from './template-source.ts';

type Request = Pick<
  CreateChangeSetCommandInput,
  | 'TemplateBody'
  | 'TemplateURL'
  | 'UsePreviousTemplate'
  | 'Parameters'
  | 'Capabilities'
  | 'Tags'
  | 'RoleARN'
  | 'NotificationARNs'
  | 'RollbackConfiguration'
>;

/** What a request makes of a stack; what the request leaves out stays as it was. */
export async function contentOf(request: Request, context: Context, previous?: StackContent): Promise<StackContent> {
  const template = await templateText(request, context, previous?.template);
  const parsed = parseTemplate(template);
  validateTemplate(parsed);
  const parameters = await parameterValues(
    parsed,
    request.Parameters ?? [],
    previous?.parameters ?? [],
    readStored(context.stack, context),
  );
  requireCapabilities(parsed, request.Capabilities ?? []);
  if (request.RollbackConfiguration?.RollbackTriggers?.length)
    throw validationError('The embedded stack does not support rollback triggers');
  const roleArn = request.RoleARN ?? previous?.roleArn;
  return {
    template,
    ...(parsed.Description === undefined ? {} : { description: parsed.Description }),
    parameters,
    capabilities: request.Capabilities ?? [],
    tags: checkedTags(request.Tags) ?? previous?.tags ?? [],
    outputs: [],
    imports: [],
    ...(roleArn === undefined ? {} : { roleArn }),
    notificationArns: request.NotificationARNs ?? previous?.notificationArns ?? [],
    rollbackConfiguration: request.RollbackConfiguration ?? previous?.rollbackConfiguration ?? {},
  };
}

function checkedTags(tags: Request['Tags']): Request['Tags'] {
  if (tags && tags.length > 50) throw validationError('Number of tags cannot exceed 50');
  const double = tags?.find((tag, i) => tags.findIndex(({ Key }) => Key === tag.Key) < i);
  if (double) throw validationError('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  return tags;
}

const IAM_TYPES = new Set([
  'AWS::IAM::AccessKey',
  'AWS::IAM::Group',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::UserToGroupAddition',
]);
const NAMES: Record<string, string> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

/** The capability that a template's IAM resources call for: the stronger one where they have names of their own. */
export function capabilityOf(template: Template): 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | undefined {
  const resources = Object.values(template.Resources).filter(({ Type }) => IAM_TYPES.has(Type));
  if (resources.length === 0) return undefined;
  const named = resources.some(({ Type, Properties }) => Object.hasOwn(Properties ?? {}, NAMES[Type] ?? ''));
  return named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
}

function requireCapabilities(template: Template, given: string[]): void {
  const needed = capabilityOf(template);
  if (needed && !given.includes(needed) && !given.includes('CAPABILITY_NAMED_IAM')) throw insufficientCapabilities(needed);
}
