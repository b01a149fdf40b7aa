import { CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator.ts';
import { AwsError } from '../errors.ts';
import type { ResourceType } from '../service.ts';

/** What the resources of a test live in: their values by physical id, what was done to them, and how many at once. */
export interface Lab {
  emulator: Emulator;
  client: CloudFormationClient;
  things: Map<string, unknown>;
  log: string[];
  peak: number;
  stack(name: string): Promise<Stack>;
  /** `logical id STATUS`, oldest first. */
  events(name: string): Promise<string[]>;
}

/** Starts the emulator with one resource type, `Test::Thing`, that does, and fails at, what its properties say. */
export async function startLab(options: EmulatorOptions = {}): Promise<Lab> {
  const emulator = await startEmulator({ port: 0, ...options });
  const things = new Map<string, unknown>();
  const log: string[] = [];
  let running = 0;
  const work = async (entry: string, fails: boolean) => {
    log.push(entry);
    lab.peak = Math.max(lab.peak, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    if (fails) throw new AwsError('InvalidRequest', `cannot ${entry}`);
  };
  const thing: ResourceType = {
    type: 'Test::Thing',
    properties: { Name: 'replace', Value: 'update', Note: 'recorded', Fail: 'recorded', Tags: 'update' },
    async create({ Name, Value, Fail }, { logicalId, generateName }) {
      await work(`create ${logicalId}`, Fail === 'create');
      const id = Name ?? generateName(40);
      things.set(id, Value);
      return { id, attributes: { Arn: `arn:${id}`, Value, 'Nested.Value': `nested ${Value}` } };
    },
    async update(physical, { Value, Fail }, _previous, { logicalId }) {
      await work(`update ${logicalId}`, Fail === 'update');
      things.set(physical.id, Value);
      return { ...physical, attributes: { ...physical.attributes, Value } };
    },
    async delete(physical, { Fail }, { logicalId }) {
      await work(`delete ${logicalId}`, Fail === 'delete');
      things.delete(physical.id);
    },
  };
  emulator.stack.resourceTypes = async () => new Map([[thing.type, thing]]);
  const client = new CloudFormationClient({
    endpoint: emulator.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const lab: Lab = {
    emulator,
    client,
    things,
    log,
    peak: 0,
    async stack(name) {
      for (;;) {
        const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
        const [stack] = Stacks ?? [];
        if (stack && !stack.StackStatus?.endsWith('IN_PROGRESS')) return stack;
      }
    },
    async events(name) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
      return StackEvents.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`).reverse();
    },
  };
  return lab;
}

/** A template of things, as its JSON text. */
export const things = (Resources: Record<string, Record<string, unknown>>, rest: object = {}) =>
  JSON.stringify({
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([name, { $, ...Properties }]) => [name, { Type: 'Test::Thing', Properties, ...($ as object) }]),
    ),
    ...rest,
  });
