import { expect, test } from 'vitest';
import { applyConditions } from './apply-conditions.ts';
import { conditionsOf } from './conditions.ts';
import { checkRules } from './rules.ts';
import type { Template } from './template.ts';

const scope = {
  region: 'eu-west-1',
  mappings: {},
  ref: (name: string) => ({ Stage: 'prod', Version: '5' })[name],
  getAtt: () => undefined,
  importValue: () => '',
};

const template: Template = {
  Conditions: {
    Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    Both: { 'Fn::And': [{ Condition: 'Prod' }, { 'Fn::Not': [{ 'Fn::Equals': ['1', 2] }] }] },
    Neither: { 'Fn::Or': [{ 'Fn::Not': [{ Condition: 'Prod' }] }, { 'Fn::Equals': [true, 'false'] }] },
  },
  Resources: {
    A: {
      Type: 'T',
      Condition: 'Both',
      Properties: { P: { 'Fn::If': ['Prod', { Ref: 'B' }, 1] }, Q: { 'Fn::If': ['Neither', 1, { Ref: 'AWS::NoValue' }] } },
    },
    B: { Type: 'T' },
    C: { Type: 'T', Condition: 'Neither' },
  },
};

test('conditions name each other', () => {
  const condition = conditionsOf(template, scope);
  expect(['Prod', 'Both', 'Neither'].map(condition)).toEqual([true, true, false]);
  expect(() => condition('Nobody')).toThrow(/unresolved condition dependency Nobody/);
});

test('conditions take resources and branches away', () => {
  const { Resources } = applyConditions(template, conditionsOf(template, scope));
  expect(Object.keys(Resources)).toEqual(['A', 'B']);
  expect(Resources.A?.Properties).toEqual({ P: { Ref: 'B' } });
});

test('a circle of conditions is an error', () => {
  const circle: Template = {
    Resources: {},
    Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } },
  };
  expect(() => conditionsOf(circle, scope)('A')).toThrow(/Circular/);
});

test('rules: the bootstrap version check as cdk writes it', () => {
  const rules = (old: string[]): Template => ({
    Resources: {},
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [old, { Ref: 'Version' }] }] }, AssertDescription: 'bootstrap again' }],
      },
    },
  });
  const full = { ...scope, condition: () => true };
  expect(() => checkRules(rules(['1', '2']), full)).not.toThrow();
  expect(() => checkRules(rules(['4', '5']), full)).toThrow('bootstrap again');
});
