// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's
import { expect, test } from 'vitest';
import { evaluateExpression } from './intrinsics.ts';
import { KNOWN_AFTER_APPLY, type Scope } from './scope.ts';
import type { Expression } from './template.ts';

const scope: Scope = {
  region: 'eu-west-1',
  mappings: { Map: { key: { attribute: 'mapped' } } },
  ref: (name) => ({ Queue: 'queue-1', List: ['a', 'b'], Later: KNOWN_AFTER_APPLY, 'AWS::NoValue': undefined })[name],
  getAtt: (name, attribute) => `${name}/${attribute}`,
  condition: (name) => name === 'Yes',
  importValue: (name) => `imported ${name}`,
};

test.each<[Expression, unknown]>([
  [{ Ref: 'Queue' }, 'queue-1'],
  [{ a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
  [{ 'Fn::GetAtt': 'Queue.Nested.Arn' }, 'Queue/Nested.Arn'],
  [{ 'Fn::Sub': '${Queue} ${Queue.Arn} ${!Literal} $x' }, 'queue-1 Queue/Arn ${Literal} $x'],
  [{ 'Fn::Sub': ['${own}-${Queue}', { own: { Ref: 'List' } }] }, 'a,b-queue-1'],
  [{ 'Fn::Join': ['-', ['x', { Ref: 'Queue' }]] }, 'x-queue-1'],
  [{ 'Fn::Join': ['+', { Ref: 'List' }] }, 'a+b'],
  [{ 'Fn::Select': [1, { Ref: 'List' }] }, 'b'],
  [{ 'Fn::Select': ['2', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
  [{ 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'Later' }] }] }, KNOWN_AFTER_APPLY],
  [{ 'Fn::If': ['Yes', 1, 2] }, 1],
  [{ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, undefined],
  [{ 'Fn::FindInMap': ['Map', 'key', 'attribute'] }, 'mapped'],
  [{ 'Fn::FindInMap': ['Map', 'none', 'attribute', { DefaultValue: 'd' }] }, 'd'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': 'of-${Queue}' } }, 'imported of-queue-1'],
  [{ 'Fn::Base64': 'hello' }, 'aGVsbG8='],
  [{ 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  [{ 'Fn::Length': { Ref: 'List' } }, 2],
  [{ 'Fn::ToJsonString': { q: { Ref: 'Queue' } } }, '{"q":"queue-1"}'],
])('%j', (expression, value) => {
  expect(evaluateExpression(expression, scope)).toEqual(value);
});

test.each<[Expression, string]>([
  [{ 'Fn::FindInMap': ['Map', 'key', 'none'] }, 'Template error: Unable to get mapping for Map::key::none'],
  [{ 'Fn::Select': [7, ['a']] }, 'Template error: Fn::Select cannot select nonexistent value at index 7'],
  [{ 'Fn::Transform': {} }, 'Template error: the embedded stack does not support the function Fn::Transform'],
])('%j is an error', (expression, message) => {
  expect(() => evaluateExpression(expression, scope)).toThrow(message);
});
