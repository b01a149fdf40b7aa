import { expect, test } from 'vitest';
import { resolveDynamicReferences } from './dynamic-references.ts';
import { parameterValues, refOf } from './parameters.ts';
import type { TemplateParameter } from './template.ts';

const read = async (name: string) => `stored ${name}`;
const values = (parameter: TemplateParameter, ParameterValue?: string) =>
  parameterValues(
    { Resources: {}, Parameters: { P: parameter } },
    ParameterValue === undefined ? [] : [{ ParameterKey: 'P', ParameterValue }],
    [],
    read,
  );

test.each<[TemplateParameter, string, string]>([
  [{ Type: 'String', AllowedValues: ['a', 'b'] }, 'c', "Parameter 'P' must be one of AllowedValues"],
  [
    { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'letters' },
    '1',
    'Parameter P failed to satisfy constraint: letters',
  ],
  [{ Type: 'Number' }, 'x', 'is not a number'],
  [{ Type: 'Number', MinValue: 3 }, '2', 'must be a number not less than 3'],
  [{ Type: 'Wrong' }, 'x', 'Unrecognized parameter type: Wrong'],
])('%j refuses %j', async (parameter, value, message) => {
  await expect(values(parameter, value)).rejects.toThrow(message);
});

test('a parameter of an SSM type is read from the parameter store', async () => {
  const Type = 'AWS::SSM::Parameter::Value<String>';
  const [value] = await values({ Type, Default: '/cdk-bootstrap/x/version' });
  expect(value).toEqual({ key: 'P', value: '/cdk-bootstrap/x/version', resolved: 'stored /cdk-bootstrap/x/version', noEcho: false });
  expect(value && refOf(value, Type)).toBe('stored /cdk-bootstrap/x/version');
});

test('list parameters', async () => {
  const [value] = await values({ Type: 'CommaDelimitedList' }, 'a, b');
  expect(value && refOf(value, 'CommaDelimitedList')).toEqual(['a', 'b']);
  expect(refOf({ key: 'P', value: '', noEcho: false }, 'CommaDelimitedList')).toEqual([]);
});

test('dynamic references', async () => {
  expect(await resolveDynamicReferences({ a: ['x {{resolve:ssm:/n:3}} y', 1] }, read)).toEqual({ a: ['x stored /n:3 y', 1] });
  await expect(resolveDynamicReferences('{{resolve:other:x}}', read)).rejects.toThrow(/does not support the dynamic reference/);
});

test.each([
  ['{{resolve:secretsmanager:app}}', 'app', {}],
  ['{{resolve:secretsmanager:app:SecretString:password}}', 'app', { jsonKey: 'password' }],
  ['{{resolve:secretsmanager:app:SecretString:::}}', 'app', {}],
  ['{{resolve:secretsmanager:app:SecretString:k:AWSPREVIOUS}}', 'app', { jsonKey: 'k', stage: 'AWSPREVIOUS' }],
  [
    '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b-x1:SecretString:::v1}}',
    'arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b-x1',
    { version: 'v1' },
  ],
])('%s is a secret', async (text, id, part) => {
  const asked: unknown[] = [];
  const value = await resolveDynamicReferences(text, async (name, secret) => {
    asked.push(name, secret);
    return 'a$&b';
  });
  expect(value).toBe('a$&b');
  expect(asked).toEqual([id, { jsonKey: undefined, stage: undefined, version: undefined, ...part }]);
});
