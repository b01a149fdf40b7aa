import type { Stack } from '../service.ts';

/** What is kept of a table beside dynalite. Items live in dynalite's memory. */
export interface TableSettings {
  account: string;
  region: string;
  name: string;
  deletionProtection?: boolean;
  tableClass?: string;
  sse?: { enabled: boolean; keyId?: string };
  pointInTimeRecovery?: boolean;
  recoveryDays?: number;
  /** The latest stream; it may be switched off. */
  streamArn?: string;
  /** Attribute of the time to live, while it is enabled. */
  ttlAttribute?: string;
}

export type Where = { stack: Stack; account: string; region: string };

const keyOf = ({ account, region }: Where, name: string) => `${account}:${region}:${name}`;

const table = (stack: Stack) => stack.journal.table<TableSettings>('dynamodb.settings');

export const settingsOf = (where: Where, name: string): TableSettings =>
  table(where.stack).get(keyOf(where, name)) ?? { account: where.account, region: where.region, name };

export const putSettings = (where: Where, settings: TableSettings) => table(where.stack).put(keyOf(where, settings.name), settings);

export const forgetSettings = (where: Where, name: string) => table(where.stack).delete(keyOf(where, name));

export const allSettings = (stack: Stack): TableSettings[] => [...table(stack).values()];

/** A table's name, from its name or ARN. */
export const nameOf = (nameOrArn: string | undefined) =>
  nameOrArn?.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : (nameOrArn ?? '');
