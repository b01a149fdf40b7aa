import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaneSettings, lane } from '../lane.ts';
import { MODES } from '../modes.ts';
import { buildLab, LAB_STACK } from './build-lab.ts';

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'pushpull-lab-test-'));
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** The stack of one lane. */
async function templateOf(mode: string, settings: Partial<LaneSettings> = {}): Promise<Template> {
  const build = buildLab([lane(mode, settings)], true);
  const app = await build({ outdir: mkdtempSync(join(outdir, mode)), context: { thirdPartyUrl: 'http://127.0.0.1:9' } });
  return Template.fromJSON(app.synth().getStackByName(LAB_STACK).template);
}
const propertiesOf = (template: Template, type: string): Record<string, unknown>[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);
const functions = (template: Template) => propertiesOf(template, 'AWS::Lambda::Function');

test('each file in modes/ is a mode of that name', () => {
  expect(MODES.map(({ name }) => name)).toEqual([
    ...['async', 'eventbridge', 'fanout', 'fifo-fanout', 'fifo', 'pull', 'push', 'short-poll', 'sync', 'webhook', 'worker'],
  ]);
});

describe.each(MODES.map((mode) => [mode.name, mode] as const))('%s', (name, mode) => {
  test('has an entrance and a consumer, and nothing that stays when it is deleted', async () => {
    const template = await templateOf(name);
    const outputs = Object.keys(template.toJSON().Outputs);
    expect(outputs).toContain(`Lane${lane(name).id}`);
    expect(functions(template)).toHaveLength(mode.worker ? 1 : 2);
    const kept = Object.values(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>);
    expect(kept.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toEqual([]);
  });

  test('loses what runs out of retries only when it is told to have no dead letters', async () => {
    const sinks = (template: Template) =>
      JSON.stringify([
        propertiesOf(template, 'AWS::SQS::Queue').map(({ RedrivePolicy }) => RedrivePolicy),
        propertiesOf(template, 'AWS::Lambda::EventInvokeConfig').map(({ DestinationConfig }) => DestinationConfig),
        propertiesOf(template, 'AWS::SNS::Subscription').map(({ RedrivePolicy }) => RedrivePolicy),
        propertiesOf(template, 'AWS::Events::Rule').map(({ Targets }) => Targets),
      ]).match(/deadLetterTargetArn|"OnFailure"|"DeadLetterConfig"/g)?.length ?? 0;
    const kept = sinks(await templateOf(name));
    expect(kept > 0).toBe(name !== 'sync');
    expect(sinks(await templateOf(name, { deadLetters: false }))).toBe(0);
  });

  test('has as many consumers as it is told to, if it can have several', async () => {
    if (!mode.fansOut) return;
    expect(functions(await templateOf(name, { fanOut: 3 }))).toHaveLength(4);
  });
});

test('settings go where AWS has them', async () => {
  const template = await templateOf('pull', {
    ...{ batchSize: 50, batchWindowS: 2, maximumConcurrency: 4, reservedConcurrency: 7, memoryMb: 256 },
    ...{ timeoutS: 5, maxReceiveCount: 2, handlerMs: 30, idempotent: false },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 50,
    MaximumBatchingWindowInSeconds: 2,
    ScalingConfig: { MaximumConcurrency: 4 },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    ...{ ReservedConcurrentExecutions: 7, MemorySize: 256, Timeout: 5 },
    Environment: { Variables: { HANDLER_MS: '30', IDEMPOTENT: 'false' } },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 30, RedrivePolicy: { maxReceiveCount: 2 } });
});
