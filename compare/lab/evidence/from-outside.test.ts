import { describe, expect, test } from 'vitest';
import { idsUnder } from '../../evidence/dead-letters.ts';
import { fateFromOutside } from './watch.ts';

describe('a dead letter names its message', () => {
  const message = JSON.stringify({ id: 'r-Push-1-7', enteredAt: 1 });
  const notification = { Type: 'Notification', MessageId: 'm', Message: message };
  test.each([
    ['as it was sent', message],
    ['that a topic passed on', JSON.stringify(notification)],
    ['of a failed invocation', JSON.stringify({ requestContext: { requestId: 'q' }, requestPayload: JSON.parse(message) })],
    ['of a failed invocation by a topic', JSON.stringify({ requestPayload: { Records: [{ Sns: notification }] } })],
    ['of a bus', JSON.stringify({ version: '0', id: 'the-event', detail: JSON.parse(message) })],
  ])('%s', (_how, body) => {
    expect(idsUnder('id')(body)).toContain('r-Push-1-7');
  });
});

test('of the copies of a message as many are dead-lettered as there are dead letters; the others are waited for, and lost in the end', () => {
  const copies = [1, 0, 0].map((mails) => ({ id: 'm', mails, accepted: true }));
  const fates = (last: boolean) => {
    const dead = new Map([['m', 1]]);
    return copies.map((copy) => fateFromOutside(copy, dead, last));
  };
  expect(fates(false)).toEqual(['handled', 'dead-lettered', 'waiting']);
  expect(fates(true)).toEqual(['handled', 'dead-lettered', 'lost']);
  expect(fateFromOutside({ id: 'n', mails: 0, accepted: false }, new Map(), true)).toBe('refused');
});
