import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatchResponse } from './batch-response.ts';

const ids = ['a', 'b', 'c'];
const fail = (...items: unknown[]) => JSON.stringify({ batchItemFailures: items });

test.each([
  ['nothing', '', []],
  ['null', 'null', []],
  ['an empty string', '""', []],
  ['an empty object', '{}', []],
  ['an object of something else', '{"ok":true}', []],
  ['a null list', '{"batchItemFailures":null}', []],
  ['an empty list', fail(), []],
  ['one failure', fail({ itemIdentifier: 'b' }), ['b']],
  ['a failure named twice', fail({ itemIdentifier: 'c' }, { itemIdentifier: 'a' }, { itemIdentifier: 'c' }), ['a', 'c']],
  ['an id that is not in the batch', fail({ itemIdentifier: 'b' }, { itemIdentifier: 'z' }), ids],
  ['an empty id', fail({ itemIdentifier: '' }), ids],
  ['a null id', fail({ itemIdentifier: null }), ids],
  ['a number as id', fail({ itemIdentifier: 1 }), ids],
  ['a wrong key', fail({ ItemIdentifier: 'a' }), ids],
  ['a null entry', fail(null), ids],
  ['a list that is none', '{"batchItemFailures":"a"}', ids],
  ['an object instead of a list', '{"batchItemFailures":{"itemIdentifier":"a"}}', ids],
  ['a text', '"done"', ids],
  ['a list', '[]', ids],
  ['what is not JSON', '{', ids],
])('%s', (_name, payload, failed) => expect(readBatchResponse(payload, ids).failed).toEqual(failed));

test('whatever a function answers, the failed are of the batch', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (payload) => {
      for (const id of readBatchResponse(payload, ids).failed) expect(ids).toContain(id);
    }),
  );
});

test('exactly what is named fails', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 10 }), fc.func(fc.boolean()), (batch, picks) => {
      const failed = batch.filter((id) => picks(id));
      const payload = JSON.stringify({ batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) });
      expect(readBatchResponse(payload, batch)).toEqual({ failed });
    }),
  );
});
