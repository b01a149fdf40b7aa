import type { Command } from 'commander';
import { EXIT, UserError } from '../../compare/errors.ts';
import type { ClientSettings } from '../../targets/aws.ts';
import { emptyBucket } from '../../targets/empty-bucket.ts';
import { stayLocal } from '../../targets/guard.ts';
import { deleteLogGroups, leftOvers } from '../../targets/left-overs.ts';
import { deleteStack, findStacks } from '../../targets/stacks.ts';
import { agreeTo } from './ask.ts';
import { leaveAtOnce, reachAws, sayWhatToDo, type TargetOptions, targetOptions } from './deploy.ts';
import { onInterrupt } from './interrupt.ts';

const note = (line = '') => console.error(line);

/** `pushpull destroy`: takes away all that `deploy` made, photographs included, and looks whether anything is left. */
export function destroy(program: Command) {
  targetOptions(program.command('destroy').description('take the app away again, with everything in it')).action(
    async (options: TargetOptions) => {
      const signal = leaveAtOnce(onInterrupt());
      const destroyed = options.target === 'aws' ? fromAws(options, signal).catch(sayWhatToDo(options)) : fromLocal(options, signal);
      finish(options, await destroyed);
    },
  );
}

interface Destroyed {
  deleted: string[];
  left: string[];
}

const fromAws = async (options: TargetOptions, signal: AbortSignal) => destroyAll(await reachAws(options), options, signal);
const fromLocal = async (options: TargetOptions, signal: AbortSignal) => destroyAll(await reachLocal(options), options, signal);

async function destroyAll({ clients, title }: Reached, { yes }: TargetOptions, signal: AbortSignal): Promise<Destroyed> {
  const stacks = await findStacks(clients);
  if (stacks.length === 0) return { deleted: [], left: [] };
  note('\nThis goes, and cannot be brought back:');
  for (const { name, resources } of stacks) note(`  ${name}: ${summary(resources.map(({ type }) => type))}`);
  await agreeTo(`Delete all of this from ${title}?`, { ...(yes && { yes }), signal });

  const kept: string[] = [];
  for (const stack of stacks) {
    for (const { type, id } of stack.resources) {
      if (type !== 'AWS::S3::Bucket') continue;
      note(`${stack.name}: ${await emptyBucket(clients, id)} objects and versions deleted from ${id}`);
    }
    kept.push(...(await deleteStack(clients, stack)));
    note(`${stack.name}: deleted`);
  }
  const deleted = stacks.map(({ name }) => name);
  for (const name of await deleteLogGroups(clients, deleted)) note(`log group ${name}: deleted`);
  return { deleted, left: [...new Set([...kept, ...(await leftOvers(clients, stacks))])] };
}

interface Reached {
  clients: ClientSettings;
  title: string;
}

async function reachLocal({ target, endpoint, region = 'us-east-1' }: TargetOptions): Promise<Reached> {
  await stayLocal({ endpoint, region, accessKeyId: '000000000000' }).catch((error: Error) => {
    throw new UserError(error.message, EXIT.failed);
  });
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };
  return { clients: { region, maxAttempts: 3, requestHandler }, title: `${target} at ${endpoint}` };
}

/** "3 Lambda::Function, 2 SQS::Queue" */
function summary(types: string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type.replace(/^AWS::/, ''), (counts.get(type.replace(/^AWS::/, '')) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
}

function finish({ json }: TargetOptions, { deleted, left }: Destroyed): void {
  if (json) console.log(JSON.stringify({ deleted, left }, null, 2));
  else if (deleted.length === 0) console.log('None of the app is there.');
  if (left.length > 0) throw new UserError(`This is left:\n${left.map((line) => `  ${line}`).join('\n')}`, EXIT.failed);
  if (!json && deleted.length > 0)
    console.log(
      "Nothing of the app is left. CDK's own bootstrap stack (CDKToolkit), with the uploaded code, stays: other apps may use it.",
    );
}
