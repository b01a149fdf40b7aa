import type { Context } from './context.ts';

/** The areas in the order of the page (docs/targets.md). */
export const AREAS = [
  'invoke',
  'async',
  'urls',
  'versions',
  'sns',
  'sqs',
  'mappings',
  'dynamodb',
  's3',
  'logs',
  'cloudformation',
  'events',
  'identity',
] as const;

export type Area = (typeof AREAS)[number];

/**
 * One behaviour that AWS documents and the app, or a test of it, relies on. It is asked for over HTTP by the plain SDK, of whatever stack;
 * it throws where the stack does something else.
 */
export interface Case {
  area: Area;
  /** Within its area; `area/name` names the case everywhere. */
  name: string;
  /** The documented behaviour, in a line. */
  says: string;
  /** The AWS page that says so. */
  doc: string;
  /** Of AWS's own time that the behaviour takes, such as the minutes between two retries; on top of the patience of the run. */
  slowSeconds?: number;
  run(context: Context): Promise<void>;
}

export const idOf = ({ area, name }: Pick<Case, 'area' | 'name'>) => `${area}/${name}`;

/** Gives every case of a list its area. */
export const casesOf = (area: Area, cases: Omit<Case, 'area'>[]): Case[] => cases.map((one) => ({ area, ...one }));
