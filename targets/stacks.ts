import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  paginateDescribeStacks,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { EXIT, UserError } from '../compare/errors.ts';
import type { ClientSettings } from './aws.ts';

export interface DeployedStack {
  id: string;
  name: string;
  resources: { type: string; id: string }[];
}

/** Every stack of the app says so in its description, and has a name that begins so: nothing of anybody else's is ever touched. */
const OURS = { name: /^Pushpull[A-Za-z0-9-]*$/, description: /^Pushpull: / };

/** Longer than any stack of this app takes to go. */
const DELETION_SECONDS = 30 * 60;

/** The app's stacks with what is in them, the last made first: nothing is in use by a stack that goes after it. */
export async function findStacks(clients: ClientSettings): Promise<DeployedStack[]> {
  const client = new CloudFormationClient(clients);
  const found: (DeployedStack & { made: number })[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    for (const { StackName = '', StackId = '', Description = '', CreationTime, StackStatus } of Stacks) {
      if (!OURS.name.test(StackName) || !OURS.description.test(Description) || StackStatus === 'DELETE_COMPLETE') continue;
      const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: StackId }));
      const resources = StackResources.filter(
        ({ PhysicalResourceId, ResourceStatus }) => PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE',
      );
      found.push({
        id: StackId,
        name: StackName,
        made: CreationTime?.getTime() ?? 0,
        resources: resources.map(({ ResourceType = '', PhysicalResourceId = '' }) => ({ type: ResourceType, id: PhysicalResourceId })),
      });
    }
  return found.sort((a, b) => b.made - a.made).map(({ id, name, resources }) => ({ id, name, resources }));
}

/** Deletes one stack and waits for its end. Answers the resources that it left (kept by their deletion policy). */
export async function deleteStack(clients: ClientSettings, { id, name }: DeployedStack): Promise<string[]> {
  const client = new CloudFormationClient(clients);
  await client.send(new DeleteStackCommand({ StackName: id }));
  try {
    await waitUntilStackDeleteComplete({ client, maxWaitTime: DELETION_SECONDS, minDelay: 1, maxDelay: 10 }, { StackName: id });
  } catch (error) {
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: id }));
    const why = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')
      .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
      .join('; ');
    throw new UserError(`The stack ${name} could not be deleted: ${why || (error as Error).message}`, EXIT.failed);
  }
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: id }));
  return StackResources.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE').map(
    ({ ResourceType, PhysicalResourceId }) => `${ResourceType} ${PhysicalResourceId}`,
  );
}
