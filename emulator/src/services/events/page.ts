import { constraint, validation } from './errors.ts';

const MOST = 100;

/** One page of `Limit` items, 100 at most, and the token of the next. A token names the last item seen. */
export function page<T>(
  items: T[],
  key: (item: T) => string,
  { Limit = MOST, NextToken: token }: { Limit?: number | undefined; NextToken?: string | undefined },
): { items: T[]; NextToken?: string } {
  if (Limit < 1) throw constraint(Limit, 'limit', 'Member must have value greater than or equal to 1');
  if (Limit > MOST) throw constraint(Limit, 'limit', `Member must have value less than or equal to ${MOST}`);
  let from = 0;
  if (token) {
    const last = Buffer.from(token, 'base64url').toString();
    from = items.findIndex((item) => key(item) === last) + 1;
    if (from === 0) throw validation('Parameter NextToken is not valid.');
  }
  const shown = items.slice(from, from + Limit);
  const last = shown.at(-1);
  return last && from + Limit < items.length ? { items: shown, NextToken: Buffer.from(key(last)).toString('base64url') } : { items: shown };
}
