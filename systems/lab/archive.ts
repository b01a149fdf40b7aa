import { CreateArchiveCommand, DescribeArchiveCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import type { Lab } from './lab.ts';
import { operatorOf } from './operator.ts';

/** Plays the operator where a deployment leaves archives out (LocalStack 4.14.0 makes none from templates): makes it by the API, and says so. */
export async function haveArchive(lab: Lab, archiveArn: string, busArn: string): Promise<void> {
  const { events } = operatorOf(lab);
  const ArchiveName = archiveArn.replace(/^.*archive\//, '');
  try {
    await events.send(new DescribeArchiveCommand({ ArchiveName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await events.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn: busArn }));
    lab.say(`${lab.target.title} deploys no archives: the operator makes ${ArchiveName} by the API`);
  }
}
