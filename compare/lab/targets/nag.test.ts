import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lane } from '../lane.ts';
import { MODES } from '../modes.ts';
import { buildLab } from '../stack/build-lab.ts';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

describe("the lab's stacks, as an account gets them", () => {
  const outdir = mkdtempSync(join(tmpdir(), 'pushpull-lab-aws-'));
  let app: App;
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON
  let resources: { Type: string; Properties: Record<string, any> }[];
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

  beforeAll(async () => {
    const lanes = MODES.map(({ name }) => lane(name));
    app = await buildLab(lanes, false, { run: 'abcd' })({ outdir, context: {} });
    const stacks = app.node.children.filter((child): child is Stack => child instanceof Stack);
    resources = stacks.flatMap((stack) => Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, never>));
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test('leave cdk-nag nothing that is not argued for', () => {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    let findings: string[] = [];
    try {
      app.synth();
    } catch (error) {
      if ((error as Error).name !== 'ValidationFailed') throw error;
      findings = (error as Error).message.split('\n\n').filter((finding) => finding.includes('Acknowledge with'));
    } finally {
      process.exitCode = undefined;
    }
    expect(findings).toEqual([]);
  });

  test('allow exact actions on their own resources alone', () => {
    const documents = [...ofType('AWS::IAM::Policy').map(({ PolicyDocument }) => PolicyDocument)];
    const statements = documents.flatMap(({ Statement }) => Statement as Statement[]);
    expect(statements.length).toBeGreaterThan(MODES.length);
    for (const { Action, Resource } of statements) {
      const actions = [Action].flat();
      expect(actions.join()).not.toContain('*');
      if (JSON.stringify(Resource).includes('"*"')) expect(actions.every((action) => action.startsWith('xray:'))).toBe(true);
    }
    for (const { ManagedPolicyArns } of ofType('AWS::IAM::Role')) expect(ManagedPolicyArns).toBeUndefined();
  });

  test('have no bucket, and one open URL: that of the webhook, since SNS signs nothing as IAM wants it', () => {
    expect(ofType('AWS::S3::Bucket')).toEqual([]);
    const urls = ofType('AWS::Lambda::Url');
    expect(urls.map(({ AuthType }) => AuthType).sort()).toEqual(['AWS_IAM', 'NONE']);
    expect(JSON.stringify(urls.find(({ AuthType }) => AuthType === 'NONE'))).toContain('Webhook');
  });

  test('carry the tags of the project, the lab and the run', () => {
    const tagged = resources.flatMap(({ Properties = {} }) => (Array.isArray(Properties.Tags) ? [Properties.Tags] : []));
    expect(tagged.length).toBeGreaterThan(50);
    for (const tags of tagged)
      expect(Object.fromEntries(tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]))).toMatchObject({
        ...{ project: 'pushpull', service: 'lab', run: 'abcd' },
      });
  });
});
