import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lane, type LaneSettings, lane } from '../lane.ts';
import { MODES } from '../modes.ts';
import { buildLab, LAB_STACK } from './build-lab.ts';
import { deployedLane } from './deployed-lane.ts';

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

/** All stacks of these lanes. */
async function stacksOf(lanes: readonly Lane[]): Promise<Template[]> {
  const app = await buildLab(
    lanes,
    true,
  )({ outdir: mkdtempSync(join(outdir, 'stacks')), context: { thirdPartyUrl: 'http://127.0.0.1:9' } });
  return app.synth().stacks.map(({ template }) => Template.fromJSON(template));
}
const propertiesOf = (template: Template, type: string): Record<string, unknown>[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);
const functions = (template: Template) => propertiesOf(template, 'AWS::Lambda::Function');

test('each file in modes/ is a mode of that name, and so is its twin', () => {
  const files = readdirSync(new URL('../modes/', import.meta.url));
  expect(MODES.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  expect(MODES.map(({ simulated }) => simulated.name)).toEqual(MODES.map(({ name }) => name));
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

  test('declares what it is built of', async () => {
    const template = await templateOf(name, { delayS: 7 });
    const fifo = [...propertiesOf(template, 'AWS::SQS::Queue'), ...propertiesOf(template, 'AWS::SNS::Topic')].map(
      ({ FifoQueue, FifoTopic }) => FifoQueue ?? FifoTopic,
    );
    expect(new Set(fifo).size).toBeLessThanOrEqual(1);
    expect([mode.keepsOrder, mode.dropsRepeats]).toEqual([fifo[0], fifo[0]]);
    expect(/delayS\W+7/.test(JSON.stringify(functions(template)))).toBe(mode.takesDelay ?? false);
    const urls = propertiesOf(template, 'AWS::Lambda::Url').map(({ AuthType }) => AuthType);
    expect(urls.includes('NONE')).toBe(mode.openUrl ?? false);
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
    expect(kept > 0).toBe(mode.simulated.consumer !== 'function');
    expect(sinks(await templateOf(name, { deadLetters: false }))).toBe(0);
  });

  test('has as many consumers as it is told to, if it can have several', async () => {
    if (!mode.fansOut) return;
    const stacks = await stacksOf([lane(name, { fanOut: 100 })]);
    // CloudFormation takes no more: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    for (const template of stacks) expect(Object.keys(template.toJSON().Resources).length).toBeLessThanOrEqual(500);
    const copies = stacks
      .flatMap(functions)
      .flatMap(({ Environment }) => (Environment as { Variables: { COPY?: string } }).Variables.COPY ?? []);
    expect(copies.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, copy) => copy));
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

test('a lane whose consumers are in several stacks is one again: in their order, and without another lane’s', () => {
  const part = (...consumers: string[]) => JSON.stringify({ consumers, deadLetters: [], queues: consumers.map((name) => `q-${name}`) });
  const outputs = {
    ...{ More2LanePush: part('c3'), LanePush: JSON.stringify({ entrance: 'e', ...JSON.parse(part('c0')) }), More10LanePush: part('c4') },
    ...{ More1LanePush: part('c1', 'c2'), More1LanePush3: part('other'), More1LaneOtherPush: part('another') },
  };
  expect(deployedLane(outputs, lane('push'))).toEqual({
    ...{ entrance: 'e', deadLetters: [], consumers: ['c0', 'c1', 'c2', 'c3', 'c4'] },
    queues: ['q-c0', 'q-c1', 'q-c2', 'q-c3', 'q-c4'],
  });
  expect(() => deployedLane(outputs, lane('pull'))).toThrow('The lane Pull is not among the outputs');
});
