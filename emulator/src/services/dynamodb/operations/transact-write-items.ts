import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Context, Operation } from '../../service.ts';
import { dynaliteDb, type Engine, engineOf } from '../engine.ts';
import { toWire } from '../json.ts';
import { nameOf } from '../store.ts';
import { markOrigin } from '../streams/capture.ts';

const MOST = 100;
const TOKEN_MS = 10 * 60_000;

const KINDS = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'DeleteItem' } as const;

interface Step {
  kind: keyof typeof KINDS;
  table: string;
  /** Checked input of the action. */
  data: Record<string, unknown>;
  key: string;
  before?: Record<string, unknown> | undefined;
}

interface Reason {
  Code: string;
  Message?: string;
  Item?: unknown;
}

const invalid = (message: string) => new AwsError('ValidationException', message);

function cancelled(reasons: Reason[]): AwsError {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { detail: { CancellationReasons: reasons } },
  );
}

/** Tokens of the last ten minutes: the same request again changes nothing. */
class Tokens {
  readonly seen = new Map<string, { request: string; until: number }>();
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems: Operation<TransactWriteItemsCommandInput> = async (input, context) => {
  const engine = engineOf(context);
  const wire = toWire(input) as TransactWriteItemsCommandInput;
  const items = wire.TransactItems ?? [];
  if (items.length < 1 || items.length > MOST)
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${MOST} and at least 1`,
    );
  const steps = await Promise.all(items.map((item) => stepOf(engine, item as Record<string, Record<string, unknown>>)));
  if (new Set(steps.map((step) => `${step.table}/${step.key}`)).size < steps.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
  for (const step of steps) markOrigin(step.data, { traceHeader: context.traceHeader });
  return engine.transaction(async () => {
    if (isRepeated(context, wire)) return {};
    await check(engine, steps);
    await apply(engine, steps);
    if (wire.ClientRequestToken) remember(context, wire);
    return {};
  });
};

async function stepOf(engine: Engine, item: Record<string, Record<string, unknown>>): Promise<Step> {
  const [kind, ...more] = Object.keys(item).filter((name) => item[name] !== undefined && name in KINDS) as (keyof typeof KINDS)[];
  if (!kind || more.length > 0) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  const action = item[kind] as Record<string, unknown>;
  if (kind === 'ConditionCheck' && !action.ConditionExpression) throw invalid('ConditionCheck needs a ConditionExpression');
  const name = nameOf(action.TableName as string);
  const data = engine.validate(KINDS[kind], { ...action, TableName: name });
  const table = await engine.table(name);
  const db = dynaliteDb();
  if (kind !== 'Put') {
    const wrong = db.validateKey(data.Key, table);
    if (wrong) throw invalid(wrong.message);
  }
  return { kind, table: name, data, key: db.createKey(kind === 'Put' ? data.Item : data.Key, table) };
}

async function check(engine: Engine, steps: Step[]): Promise<void> {
  const reasons: Reason[] = [];
  for (const step of steps) {
    step.before = await engine.item(step.table, step.key);
    const failed = dynaliteDb().checkConditional(step.data, step.before);
    const Item = failed?.body?.Item;
    reasons.push(
      failed ? { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...(Item ? { Item } : {}) } : { Code: 'None' },
    );
  }
  if (reasons.some((reason) => reason.Code !== 'None')) throw cancelled(reasons);
}

/** Conditions hold; what can still fail is an update of the wrong type, and then what was done is undone. */
async function apply(engine: Engine, steps: Step[]): Promise<void> {
  const done: Step[] = [];
  for (const [i, step] of steps.entries()) {
    if (step.kind === 'ConditionCheck') continue;
    try {
      await engine.act(KINDS[step.kind], step.data);
      done.push(step);
    } catch (error) {
      for (const undone of done.reverse()) await undo(engine, undone);
      if (!(error instanceof AwsError)) throw error;
      throw cancelled(steps.map((_, n) => (n === i ? { Code: 'ValidationError', Message: error.message } : { Code: 'None' })));
    }
  }
}

async function undo(engine: Engine, step: Step): Promise<void> {
  if (step.before) {
    await engine.act('PutItem', { TableName: step.table, Item: step.before });
    return;
  }
  const { KeySchema } = (await engine.table(step.table)) as { KeySchema: { AttributeName: string }[] };
  const item = (step.data.Key ?? step.data.Item) as Record<string, unknown>;
  await engine.act('DeleteItem', {
    TableName: step.table,
    Key: Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]])),
  });
}

const tokensOf = (context: Context) =>
  context.stack.singleton(`dynamodb.tokens ${context.account} ${context.region}`, () => new Tokens()).seen;

const requestOf = ({ TransactItems }: TransactWriteItemsCommandInput) => JSON.stringify(TransactItems);

function isRepeated(context: Context, input: TransactWriteItemsCommandInput): boolean {
  const known = tokensOf(context).get(input.ClientRequestToken ?? '');
  if (!known || known.until < context.stack.clock.now()) return false;
  if (known.request === requestOf(input)) return true;
  throw new AwsError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
  );
}

function remember(context: Context, input: TransactWriteItemsCommandInput): void {
  const tokens = tokensOf(context);
  const now = context.stack.clock.now();
  for (const [token, { until }] of tokens) if (until < now) tokens.delete(token);
  tokens.set(input.ClientRequestToken as string, { request: requestOf(input), until: now + TOKEN_MS });
}
