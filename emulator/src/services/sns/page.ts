import { invalidParameter } from './errors.ts';

const SIZE = 100;

/** One page of a hundred, as every SNS list has, and the token of the next. A token names the last item seen. */
export function page<T>(items: T[], key: (item: T) => string, token: string | undefined): { items: T[]; NextToken?: string } {
  let from = 0;
  if (token) {
    const last = Buffer.from(token, 'base64url').toString();
    from = items.findIndex((item) => key(item) === last) + 1;
    if (from === 0) throw invalidParameter('NextToken');
  }
  const shown = items.slice(from, from + SIZE);
  const last = shown.at(-1);
  return last && from + SIZE < items.length ? { items: shown, NextToken: Buffer.from(key(last)).toString('base64url') } : { items: shown };
}
