import { unsupported } from '../errors.ts';
import { validation } from './errors.ts';
import type { Bus, Statement } from './store.ts';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** `*` and `?` as policies write them. */
const like = (pattern: string, value: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(value);

export interface Putter {
  account: string;
  principal: string;
}

/** What is put, as far as a condition can ask for it. */
export interface Put {
  source?: string | undefined;
  detailType?: string | undefined;
}

/** The condition keys that are evaluated. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html */
const KEYS = new Map<string, (put: Put) => string | undefined>([
  ['events:source', ({ source }) => source],
  ['events:detail-type', ({ detailType }) => detailType],
]);

const isEvaluated = (condition: NonNullable<Statement['Condition']>) =>
  Object.entries(condition).every(([operator, keys]) => operator === 'StringEquals' && Object.keys(keys).every((key) => KEYS.has(key)));

/** All keys must hold; of a key's values, one. */
const holds = ({ Condition = {} }: Statement, put: Put) =>
  Object.entries(Condition.StringEquals ?? {}).every(([key, values]) => list(values).some((value) => value === KEYS.get(key)?.(put)));

/** `*`, an account by number or root ARN, one role or user, or a service. */
function isPrincipal(principal: unknown, { account, principal: caller }: Putter): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  return Object.values(principal)
    .flatMap(list)
    .some((one) => one === '*' || one === account || one === `arn:aws:iam::${account}:root` || one === caller);
}

const covers = (statement: Statement, bus: Bus, putter: Putter) =>
  isPrincipal(statement.Principal, putter) &&
  list(statement.Action).some((action) => like(String(action), 'events:PutEvents')) &&
  list(statement.Resource).some((resource) => like(String(resource), bus.arn));

/**
 * Whether a caller may put events on a bus: those of its own account may, others need a statement of the bus's policy.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 */
export function allowsPut(bus: Bus, putter: Putter, put: Put): boolean {
  const own = putter.account === bus.account;
  const concerned = bus.policy.filter((statement) => covers(statement, bus, putter) && holds(statement, put));
  if (concerned.some(({ Effect }) => Effect === 'Deny')) return false;
  return own || concerned.some(({ Effect }) => Effect === 'Allow');
}

export const shownPolicy = ({ policy }: Bus): string | undefined =>
  policy.length > 0 ? JSON.stringify({ Version: '2012-10-17', Statement: policy }) : undefined;

/** The statements of a policy's text. One with a condition that cannot be evaluated here is refused: it must not seem to hold. */
export function parsePolicy(text: string): Statement[] {
  let document: { Statement?: Statement | Statement[] };
  try {
    document = JSON.parse(text);
  } catch {
    throw validation('Parameter Policy is not valid. Reason: the policy is not valid JSON.');
  }
  if (!document.Statement) throw validation('Parameter Policy is not valid. Reason: the policy has no statement.');
  const statements = list(document.Statement) as Statement[];
  for (const { Effect, Principal, Action, Resource, Condition } of statements) {
    if (!['Allow', 'Deny'].includes(Effect) || !Principal || !Action || !Resource)
      throw validation('Parameter Policy is not valid. Reason: a statement needs Effect, Principal, Action and Resource.');
    if (Condition && !isEvaluated(Condition))
      throw unsupported(
        'events',
        'conditions in the policy of an event bus other than StringEquals of events:source and events:detail-type',
      );
  }
  return statements;
}
