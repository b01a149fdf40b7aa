import type { Operation } from '../../service.ts';
import { engineOf } from '../engine.ts';
import { toWire } from '../json.ts';
import { nameOf } from '../store.ts';

/** Operations that dynalite answers by itself; a table may be named by its ARN. */
const through =
  (name: string): Operation =>
  (input, context) => {
    const wire = toWire(input) as Record<string, unknown>;
    const data = 'TableName' in wire ? { ...wire, TableName: nameOf(wire.TableName as string) } : wire;
    return engineOf(context).run(name, data, context.traceHeader === undefined ? undefined : { traceHeader: context.traceHeader });
  };

export const items: Record<string, Operation> = Object.fromEntries(
  [
    'BatchGetItem',
    'BatchWriteItem',
    'DeleteItem',
    'GetItem',
    'ListTables',
    'PutItem',
    'Query',
    'Scan',
    'TagResource',
    'UntagResource',
    'UpdateItem',
  ].map((name) => [name, through(name)]),
);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
items.ListTagsOfResource = through('ListTagsOfResource');
