import { validationError } from './errors.ts';

/** One page of a list. The token is the place where the next page starts. */
export function page<Item>(items: Item[], token: string | undefined, size: number): { items: Item[]; NextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw validationError('Invalid NextToken');
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {}) };
}
