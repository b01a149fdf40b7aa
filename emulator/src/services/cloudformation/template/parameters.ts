import type { Parameter } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import type { ParameterValue } from '../store.ts';
import type { Template, TemplateParameter } from './template.ts';

/** Which part of a secret is meant, where a name is one of Secrets Manager's. */
export interface SecretPart {
  jsonKey?: string | undefined;
  stage?: string | undefined;
  version?: string | undefined;
}

/** Reads a value of the parameter store, or of a secret. */
export type ReadStored = (name: string, secret?: SecretPart) => Promise<string>;

const ssmType = (type: string) => /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];

/**
 * The values of a template's parameters: as given, as before (UsePreviousValue), or by default.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export async function parameterValues(
  template: Template,
  given: Parameter[],
  previous: ParameterValue[],
  read: ReadStored,
): Promise<ParameterValue[]> {
  const declared = template.Parameters ?? {};
  const unknown = given.map(({ ParameterKey }) => ParameterKey ?? '').filter((key) => !(key in declared));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values: ParameterValue[] = [];
  const missing: string[] = [];
  for (const [key, parameter] of Object.entries(declared)) {
    const one = given.find(({ ParameterKey }) => ParameterKey === key);
    const value = one?.UsePreviousValue ? previous.find((other) => other.key === key)?.value : (one?.ParameterValue ?? parameter.Default);
    if (value === undefined) missing.push(key);
    else values.push({ key, value: String(value), noEcho: String(parameter.NoEcho) === 'true' });
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  for (const value of values) {
    const parameter = declared[value.key] as TemplateParameter;
    if (ssmType(parameter.Type) && ssmType(parameter.Type) !== 'String') {
      if (!/^List<|^CommaDelimitedList$|^AWS::/.test(ssmType(parameter.Type) ?? '')) throw unsupportedType(value.key, parameter.Type);
    }
    checkValue(value, parameter);
    if (ssmType(parameter.Type)) value.resolved = await read(value.value);
  }
  return values;
}

const unsupportedType = (key: string, type: string) =>
  validationError(`Template format error: Unrecognized parameter type: ${type} of ${key}`);

function checkValue({ key, value }: ParameterValue, parameter: TemplateParameter): void {
  const { Type, AllowedValues, AllowedPattern, ConstraintDescription, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const inner = ssmType(Type) ?? Type;
  if (!/^(String|Number|CommaDelimitedList|List<Number>|List<String>|AWS::[\w:]+|List<AWS::[\w:]+>)$/.test(inner))
    throw unsupportedType(key, Type);
  const fail = (text: string) => {
    throw validationError(
      ConstraintDescription ? `Parameter ${key} failed to satisfy constraint: ${ConstraintDescription}` : `Parameter ${text}`,
    );
  };
  if (Type === 'Number' && (value.trim() === '' || Number.isNaN(Number(value)))) {
    throw validationError(`Parameter validation failed: parameter value ${value} for parameter name ${key} is not a number`);
  }
  const members = Type === 'CommaDelimitedList' ? value.split(',').map((part) => part.trim()) : [value];
  if (AllowedValues && !members.every((member) => AllowedValues.map(String).includes(member)))
    fail(`'${key}' must be one of AllowedValues`);
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) fail(`'${key}' must match pattern ${AllowedPattern}`);
  if (MinLength !== undefined && value.length < Number(MinLength)) fail(`'${key}' must contain at least ${MinLength} characters`);
  if (MaxLength !== undefined && value.length > Number(MaxLength)) fail(`'${key}' must contain at most ${MaxLength} characters`);
  if (MinValue !== undefined && Number(value) < Number(MinValue)) fail(`'${key}' must be a number not less than ${MinValue}`);
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) fail(`'${key}' must be a number not greater than ${MaxValue}`);
}

/** What `Ref` gives for a parameter. */
export function refOf({ value, resolved }: ParameterValue, type: string): unknown {
  const text = resolved ?? value;
  if (!/CommaDelimitedList|List</.test(type)) return text;
  return text === '' ? [] : text.split(',').map((part) => part.trim());
}
