import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { unsupported } from '../errors.ts';
import { latest, type ParameterRecord } from './store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export function matches(record: ParameterRecord, { Key = '', Option, Values = [] }: ParameterStringFilter): boolean {
  const compare = (text: string, option = 'Equals') => {
    if (option === 'Equals') return Values.includes(text);
    if (option === 'BeginsWith') return Values.some((value) => text.startsWith(value));
    if (option === 'Contains') return Values.some((value) => text.includes(value));
    throw unsupported('SSM', `parameter filter option ${option}`);
  };
  if (Key === 'Name') return compare(record.name, Option);
  if (Key === 'Type') return compare(latest(record).type, Option);
  if (Key === 'Tier') return compare(latest(record).tier, Option);
  if (Key === 'DataType') return compare(latest(record).dataType, Option);
  if (Key === 'Path') return Values.some((path) => under(record.name, path, Option === 'Recursive'));
  if (Key.startsWith('tag:')) {
    const value = record.tags.find((tag) => tag.Key === Key.slice(4))?.Value;
    return value !== undefined && (Values.length === 0 || compare(value, Option));
  }
  throw unsupported('SSM', `parameter filter ${Key}`);
}

/** Whether a name lies in a path: directly, or at any depth. */
export function under(name: string, path: string, recursive: boolean | undefined): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  if (prefix === '/' && !name.startsWith('/')) return true;
  return name.startsWith(prefix) && (recursive === true || !name.slice(prefix.length).includes('/'));
}
