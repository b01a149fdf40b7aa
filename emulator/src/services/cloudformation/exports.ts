import type { Stack } from '../service.ts';
import { type StackRecord, storeOf } from './store.ts';

interface Place {
  account: string;
  region: string;
}

export interface Exported {
  stack: StackRecord;
  name: string;
  value: string;
}

/** The exports of all stacks of an account and region. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html */
export function exportsOf(stack: Stack, { account, region }: Place): Exported[] {
  const found: Exported[] = [];
  for (const record of storeOf(stack).stacks.values()) {
    if (record.account !== account || record.region !== region || record.status === 'DELETE_COMPLETE') continue;
    for (const { exportName, value } of record.content.outputs)
      if (exportName !== undefined) found.push({ stack: record, name: exportName, value });
  }
  return found;
}

export const findExport = (stack: Stack, name: string, place: Place) => exportsOf(stack, place).find((exported) => exported.name === name);

/** Names of the stacks that import an export. */
export function importersOf(stack: Stack, name: string, { account, region }: Place): string[] {
  return [...storeOf(stack).stacks.values()]
    .filter((record) => record.account === account && record.region === region && record.status !== 'DELETE_COMPLETE')
    .filter((record) => record.status !== 'REVIEW_IN_PROGRESS' && record.content.imports.includes(name))
    .map((record) => record.name);
}

/** Why these exports of a stack cannot go, if another stack uses one. */
export function exportInUse(stack: Stack, names: string[], place: Place): string | undefined {
  for (const name of names) {
    const users = importersOf(stack, name, place);
    if (users.length > 0) return `Cannot delete export ${name} as it is in use by ${users.join(' and ')}.`;
  }
  return undefined;
}
