import type { PutParameterCommandInput, PutParameterCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { parameterExists, validationException } from '../errors.ts';
import { latest, type ParameterRecord, parameterKey, parametersOf } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter: Operation<PutParameterCommandInput, PutParameterCommandOutput> = (input, context) => {
  const { Name: name = '', Value: value = '', Overwrite } = input;
  if (!/^[\w./-]{1,2048}$/.test(name) || (name.includes('/') && !name.startsWith('/')))
    throw validationException('Parameter name must be a fully qualified name.');
  if (/^\/?(aws|ssm)/i.test(name)) throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  const table = parametersOf(context);
  const old = table.get(parameterKey(context, name));
  const before = old && latest(old);
  if (old && !Overwrite) throw parameterExists();
  if (Overwrite && input.Tags?.length)
    throw validationException(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  const type = input.Type ?? before?.type;
  if (!type) throw validationException('A parameter type is required when you create a parameter.');
  if (!['String', 'StringList', 'SecureString'].includes(type))
    throw validationException(
      `1 validation error detected: Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
    );
  if (value === '')
    throw validationException(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  const tier = input.Tier ?? before?.tier ?? 'Standard';
  if (Buffer.byteLength(value) > (tier === 'Standard' ? 4096 : 8192))
    throw validationException(
      `${tier} tier parameters support a maximum parameter value of ${tier === 'Standard' ? 4096 : 8192} characters.${tier === 'Standard' ? ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.' : ''}`,
    );
  const allowed = input.AllowedPattern ?? before?.allowedPattern;
  if (allowed && !new RegExp(allowed).test(value))
    throw new AwsError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${allowed}`);
  if (input.Policies) throw unsupported('SSM', 'parameter policies');
  const record: ParameterRecord = old ?? { account: context.account, region: context.region, name, versions: [], tags: input.Tags ?? [] };
  const version = (before?.version ?? 0) + 1;
  record.versions.push({
    version,
    value,
    type,
    tier,
    modified: context.stack.clock.now(),
    user: context.principal,
    description: input.Description ?? before?.description,
    allowedPattern: allowed,
    dataType: input.DataType ?? before?.dataType ?? 'text',
    keyId: type === 'SecureString' ? (input.KeyId ?? 'alias/aws/ssm') : undefined,
  });
  record.versions.splice(0, record.versions.length - 100);
  table.put(parameterKey(context, name), record);
  return { Version: version, Tier: tier };
};
