// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's
import { expect, test } from 'vitest';
import type { Expression, Template } from './template.ts';
import { validateTemplate } from './validate-template.ts';

const using = (P: Expression): Template => ({ Resources: { A: { Type: 'T', Properties: { P } } } });

test.each<[Template, string]>([
  [{} as Template, 'Template format error: At least one Resources member must be defined.'],
  [
    { Resources: { A: {} } } as unknown as Template,
    'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
  ],
  [{ Resources: { A: { Type: 'T' } }, Other: 1 } as unknown as Template, 'Invalid template property or properties [Other]'],
  [
    { Transform: 'AWS::Serverless-2016-10-31', Globals: {}, Resources: {} } as unknown as Template,
    'does not support the transform "AWS::Serverless-2016-10-31"; docs/tools/sam.md has the step',
  ],
  [using({ 'Fn::GetAtt': ['A'] }), 'every Fn::GetAtt object requires two non-empty parameters'],
  [using({ 'Fn::GetAtt': ['B', 'Arn'] }), 'instance of Fn::GetAtt references undefined resource B'],
  [using({ 'Fn::Select': [0] }), 'Fn::Select requires a list argument with two elements'],
  [using({ 'Fn::Split': ['a'] }), 'every Fn::Split object requires two parameters'],
  [using({ 'Fn::Sub': '${Nobody}' }), 'Unresolved resource dependencies [Nobody] in the Resources block of the template'],
  [{ ...using(1), Outputs: { O: { Value: { Ref: 'X' } } } }, 'Unresolved resource dependencies [X] in the Outputs block of the template'],
  [{ ...using(1), Conditions: { C: { 'Fn::Equals': ['a'] } } }, 'every Fn::Equals object requires a list of 2 string parameters.'],
  [{ Resources: { A: { Type: 'T', Condition: 'C' } } }, 'Unresolved condition dependency [C] in the Resources block of the template'],
  [{ Resources: { A: { Type: 'T', DependsOn: ['B'] } } }, 'Unresolved resource dependencies [B] in the Resources block of the template'],
  [
    { Resources: { A: { Type: 'T', CreationPolicy: {} } } } as unknown as Template,
    'does not support [CreationPolicy] of the resource A (T)',
  ],
])('%j', (template, message) => {
  expect(() => validateTemplate(template)).toThrow(message);
});

test('accepts references to parameters, pseudo parameters, resources and names of Fn::Sub', () => {
  const template = using([{ Ref: 'In' }, { Ref: 'AWS::Region' }, { 'Fn::Sub': ['${own}${A}${AWS::Region}', { own: 1 }] }]);
  expect(() => validateTemplate({ ...template, Parameters: { In: { Type: 'String' } } })).not.toThrow();
});
