import { invalidParameter, invalidValue } from './errors.ts';

/** One page of a list in the order of its keys. The token is the last key of the page before; without `max` a page has up to 1,000 and no token. */
export function page(keys: string[], max: number | undefined, token: string | undefined): { items: string[]; next: string | undefined } {
  if (max !== undefined && (!Number.isInteger(max) || max < 1 || max > 1000))
    throw invalidValue('MaxResults', max, 'Must be between 1 and 1000.');
  if (token !== undefined && max === undefined)
    throw invalidParameter('MaxResults is a mandatory parameter when you provide a value for NextToken.');
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString();
  const rest = keys.filter((key) => key > after).sort();
  const items = rest.slice(0, max ?? 1000);
  const last = items.at(-1);
  return { items, next: max !== undefined && last && rest.length > items.length ? Buffer.from(last).toString('base64') : undefined };
}
