import { isDeepStrictEqual } from 'node:util';
import type { PropertyChange, ResourceType } from '../../service.ts';
import type { ResourceRecord } from '../store.ts';
import { isUnknown } from '../template/scope.ts';

export interface PropertyDifference {
  name: string;
  change: PropertyChange;
  before: unknown;
  after: unknown;
  /** The new value is known only when what it comes from has been created. */
  dynamic: boolean;
}

export interface Difference {
  action: 'none' | 'update' | 'replace';
  properties: PropertyDifference[];
  tags: boolean;
}

/** What turns a resource as it stands into one with these properties. */
export function differenceOf(
  record: Pick<ResourceRecord, 'properties' | 'status'>,
  properties: Record<string, unknown>,
  type: ResourceType,
  tagsChanged: boolean,
): Difference {
  const names = new Set([...Object.keys(record.properties), ...Object.keys(properties)]);
  const differences: PropertyDifference[] = [];
  for (const name of names) {
    const before = record.properties[name];
    const after = properties[name];
    if (isDeepStrictEqual(before, after)) continue;
    differences.push({ name, change: changeOf(type, name), before, after, dynamic: isUnknown(after) });
  }
  const tags = tagsChanged && type.properties !== true && Object.hasOwn(type.properties, 'Tags') && type.update !== undefined;
  const replaces = differences.some(({ change }) => change === 'replace');
  const updates = differences.length > 0 || tags || record.status === 'UPDATE_FAILED';
  return { action: replaces ? 'replace' : updates ? 'update' : 'none', properties: differences, tags };
}

function changeOf(type: ResourceType, name: string): PropertyChange {
  if (type.properties === true) return 'recorded';
  const change = type.properties[name] ?? type.others ?? 'replace';
  return change === 'update' && !type.update ? 'replace' : change;
}
