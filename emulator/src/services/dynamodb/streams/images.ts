import type { StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import type { Change, Item } from './capture.ts';

export interface Images {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  Keys: Item;
  NewImage?: Item;
  OldImage?: Item;
}

/**
 * What a stream shows of a change, or nothing where nothing changed: a write that leaves the item as it was has no record.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export function imagesOf({ before, after }: Change, keys: string[], view: StreamViewType): Images | undefined {
  const item = after ?? before;
  if (!item || (before && after && same({ M: before }, { M: after }))) return undefined;
  const Keys = Object.fromEntries(keys.map((name) => [name, item[name] ?? {}]));
  return {
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    Keys,
    ...(after && (view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? { NewImage: after } : {}),
    ...(before && (view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? { OldImage: before } : {}),
  };
}

/** Whether two attribute values are equal: maps by key, lists by place, sets whatever their order. */
function same(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const [type] = Object.keys(a);
  if (type === undefined || !(type in b)) return false;
  const [x, y] = [a[type], b[type]];
  if (type === 'M') return sameMaps(x as Item, y as Item);
  if (!Array.isArray(x) || !Array.isArray(y)) return x === y;
  if (x.length !== y.length) return false;
  if (type === 'L') return x.every((item, i) => same(item, y[i]));
  const members = new Set(y);
  return x.every((member) => members.has(member));
}

function sameMaps(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => b[name] !== undefined && same(a[name] ?? {}, b[name]));
}
