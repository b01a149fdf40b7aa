// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's
import { expect, test } from 'vitest';
import { parseTemplate } from './parse-template.ts';

test('reads the short forms of functions as their long forms', () => {
  const text = `
AWSTemplateFormatVersion: 2010-09-09
Conditions:
  Yes: !Equals [a, a]
  Both: !And [!Condition "Yes", !Not [!Equals [a, b]]]
Resources:
  A:
    Type: T
    Properties:
      Ref: !Ref B
      Att: !GetAtt B.Nested.Name
      Sub: !Sub "x-\${B}"
      Sub2: !Sub ["\${v}", {v: !Ref B}]
      Join: !Join [",", [a, !Ref B]]
      If: !If [Yes, 1, !Ref "AWS::NoValue"]
      Base: !Base64 {"Fn::Sub": hi}
`;
  const template = parseTemplate(text);
  expect(template.AWSTemplateFormatVersion).toBe('2010-09-09');
  expect(template.Conditions?.Both).toEqual({ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] });
  expect(template.Resources.A?.Properties).toEqual({
    Ref: { Ref: 'B' },
    Att: { 'Fn::GetAtt': ['B', 'Nested.Name'] },
    Sub: { 'Fn::Sub': 'x-${B}' },
    Sub2: { 'Fn::Sub': ['${v}', { v: { Ref: 'B' } }] },
    Join: { 'Fn::Join': [',', ['a', { Ref: 'B' }]] },
    If: { 'Fn::If': ['Yes', 1, { Ref: 'AWS::NoValue' }] },
    Base: { 'Fn::Base64': { 'Fn::Sub': 'hi' } },
  });
});

test.each([
  ['{ "Resources": ', /JSON not well-formed/],
  ['Resources: [', /YAML not well-formed/],
  ['just text', /unsupported structure/],
])('refuses %j', (text, message) => {
  expect(() => parseTemplate(text)).toThrow(message);
});
