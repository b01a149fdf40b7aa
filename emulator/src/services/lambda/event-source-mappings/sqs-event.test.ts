import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileFilters } from './filter.ts';
import { cut, sizeOf, sqsRecord } from './sqs-event.ts';

const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:photos';

test('a record as AWS makes it', () => {
  const Attributes = { ApproximateReceiveCount: '1', SentTimestamp: '1', SenderId: 'me', ApproximateFirstReceiveTimestamp: '2' };
  const MessageAttributes = { n: { DataType: 'Number', StringValue: '7' }, b: { DataType: 'Binary', BinaryValue: Buffer.from('x') } };
  const message = { MessageId: 'id', ReceiptHandle: 'handle', Body: 'hello', MD5OfBody: 'md5', Attributes, MessageAttributes };
  expect(sqsRecord(message, queueArn)).toEqual({
    messageId: 'id',
    receiptHandle: 'handle',
    body: 'hello',
    attributes: Attributes,
    messageAttributes: {
      n: { stringValue: '7', stringListValues: [], binaryListValues: [], dataType: 'Number' },
      b: { binaryValue: 'eA==', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
    },
    md5OfBody: 'md5',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: 'eu-west-1',
  });
});

test('payloads stay under the limit, and no message is lost or moved', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2000), { maxLength: 30 }), (sizes) => {
      const messages = sizes.map((size, i) => ({ MessageId: String(i), Body: 'x'.repeat(size) }));
      const parts = cut(messages, queueArn, 5000);
      expect(parts.flat()).toEqual(messages);
      for (const part of parts) expect(part.reduce((sum, message) => sum + sizeOf(message, queueArn), 0)).toBeLessThanOrEqual(5000);
    }),
  );
});

test.each([
  ['a field of the body', { body: { kind: ['photo'] } }, '{"kind":"photo"}', true],
  ['another value', { body: { kind: ['photo'] } }, '{"kind":"mail"}', false],
  ['a field, of a text', { body: { kind: ['photo'] } }, 'photo', false],
  ['a text', { body: ['photo'] }, 'photo', true],
  ['another text', { body: ['photo'] }, 'mail', false],
  ['an attribute', { attributes: { SenderId: ['me'] } }, '{}', true],
])('filter on %s', (_name, pattern, Body, expected) => {
  expect(compileFilters([JSON.stringify(pattern)], queueArn)({ Body, Attributes: { SenderId: 'me' } })).toBe(expected);
});

test('a pattern that is none is refused', () => {
  expect(() => compileFilters(['{"body":'], queueArn)).toThrow('Invalid filter pattern definition.');
  expect(() => compileFilters(['{"body":"photo"}'], queueArn)).toThrow('Invalid filter pattern definition.');
});
