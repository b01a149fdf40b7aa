import { isDeepStrictEqual } from 'node:util';
import type { GetRandomPasswordCommandInput } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { randomPassword } from '../password.ts';

interface Tag {
  Key: string;
  Value: string;
}

interface Generate extends Record<string, unknown> {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
}

interface Props {
  Name?: string;
  Description?: string;
  KmsKeyId?: string;
  SecretString?: string;
  GenerateSecretString?: Generate;
  Tags?: Tag[];
}

const isTrue = (value: unknown) => String(value) === 'true';

/** A password, or a JSON object with one at a key. The values of a template may be text. */
function generated({ SecretStringTemplate, GenerateStringKey, ...rest }: Generate): string {
  const { PasswordLength, ExcludeCharacters, ...flags } = rest;
  const input: Record<string, unknown> = Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, isTrue(value)]));
  if (PasswordLength !== undefined) input.PasswordLength = Number(PasswordLength);
  if (ExcludeCharacters !== undefined) input.ExcludeCharacters = ExcludeCharacters;
  const password = randomPassword(input as GetRandomPasswordCommandInput);
  if (SecretStringTemplate === undefined && GenerateStringKey === undefined) return password;
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined)
    throw new AwsError('InvalidRequest', 'SecretStringTemplate and GenerateStringKey must be given together');
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate), [GenerateStringKey]: password });
}

function chosenValue({ SecretString, GenerateSecretString }: Props): string | undefined {
  if (SecretString !== undefined && GenerateSecretString !== undefined)
    throw new AwsError('InvalidRequest', "You can't specify both SecretString and GenerateSecretString");
  return SecretString ?? (GenerateSecretString && generated(GenerateSecretString));
}

const tagsOf = (props: Props, context: ResourceContext) => [...context.tags, ...(props.Tags ?? [])];

/**
 * A stack that is deleted takes its secret away at once, without a time to restore it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
export const secret: ResourceType<Props> = {
  type: 'AWS::SecretsManager::Secret',
  properties: {
    Name: 'replace',
    Description: 'update',
    KmsKeyId: 'update',
    SecretString: 'update',
    GenerateSecretString: 'update',
    Tags: 'update',
  },
  async create(props, context) {
    const input = {
      Name: props.Name ?? context.generateName(255),
      Description: props.Description,
      KmsKeyId: props.KmsKeyId,
      SecretString: chosenValue(props),
      Tags: tagsOf(props, context),
    };
    const { ARN } = await context.call<{ ARN: string }>('secretsmanager', 'CreateSecret', input);
    return { id: ARN, attributes: { Id: ARN } };
  },
  async update(physical, props, previous, context) {
    const same =
      props.SecretString === previous.SecretString && isDeepStrictEqual(props.GenerateSecretString, previous.GenerateSecretString);
    const SecretString = same ? undefined : chosenValue(props);
    const { Description, KmsKeyId } = props;
    await context.call('secretsmanager', 'UpdateSecret', { SecretId: physical.id, Description, KmsKeyId, SecretString });
    const tags = tagsOf(props, context);
    const gone = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !tags.some(({ Key }) => Key === key));
    if (gone.length > 0) await context.call('secretsmanager', 'UntagResource', { SecretId: physical.id, TagKeys: gone });
    if (tags.length > 0) await context.call('secretsmanager', 'TagResource', { SecretId: physical.id, Tags: tags });
    return physical;
  },
  async delete(physical, _props, context) {
    await context.call('secretsmanager', 'DeleteSecret', { SecretId: physical.id, ForceDeleteWithoutRecovery: true });
  },
};
