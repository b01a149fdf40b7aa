import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from './testing.ts';

let lab: Lab;
let url: string;
beforeAll(async () => {
  lab = await startLab();
  url = await lab.queue('old-clients', { VisibilityTimeout: '45' });
});
afterAll(() => lab.end());

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

/** A call as clients of before 2023 make it: a form, answered in XML. */
async function call(fields: Record<string, string>, to = lab.endpoint) {
  const response = await fetch(to, {
    method: 'POST',
    headers: { authorization: AUTHORIZATION },
    body: new URLSearchParams({ Version: '2012-11-05', ...fields }),
  });
  return { status: response.status, xml: new XMLParser({ parseTagValue: false }).parse(await response.text()) };
}

test('attributes, messages and their attributes go by flattened fields and elements', async () => {
  const sent = await call({
    Action: 'SendMessage',
    QueueUrl: url,
    MessageBody: 'a < b',
    'MessageAttribute.1.Name': 'kind',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'share',
  });
  const { MessageId } = sent.xml.SendMessageResponse.SendMessageResult;
  const attributes = await call({ Action: 'GetQueueAttributes', QueueUrl: url, 'AttributeName.1': 'VisibilityTimeout' });
  expect(attributes.xml.GetQueueAttributesResponse.GetQueueAttributesResult).toEqual({
    Attribute: { Name: 'VisibilityTimeout', Value: '45' },
  });
  const received = await call({
    Action: 'ReceiveMessage',
    QueueUrl: url,
    'MessageAttributeName.1': 'All',
    'AttributeName.1': 'SentTimestamp',
  });
  const { Message } = received.xml.ReceiveMessageResponse.ReceiveMessageResult;
  expect(Message).toMatchObject({
    MessageId,
    Body: 'a < b',
    Attribute: { Name: 'SentTimestamp' },
    MessageAttribute: { Name: 'kind', Value: { DataType: 'String', StringValue: 'share' } },
  });
  const deleted = await call({
    Action: 'DeleteMessageBatch',
    QueueUrl: url,
    'DeleteMessageBatchRequestEntry.1.Id': 'one',
    'DeleteMessageBatchRequestEntry.1.ReceiptHandle': Message.ReceiptHandle,
  });
  expect(deleted.xml.DeleteMessageBatchResponse.DeleteMessageBatchResult).toEqual({ DeleteMessageBatchResultEntry: { Id: 'one' } });
  expect(await lab.counts(url)).toBe('0 ready, 0 in flight, 0 delayed');
});

test('a request to the URL of the queue need not name it again', async () => {
  expect((await call({ Action: 'SendMessage', MessageBody: 'to the queue itself' }, url)).status).toBe(200);
  expect((await lab.receive(url)).map(({ Body }) => Body)).toEqual(['to the queue itself']);
});

test('errors have the code of that protocol', async () => {
  const { status, xml } = await call({ Action: 'GetQueueUrl', QueueName: 'absent' });
  expect(status).toBe(400);
  expect(xml.ErrorResponse.Error).toEqual({
    Type: 'Sender',
    Code: 'AWS.SimpleQueueService.NonExistentQueue',
    Message: 'The specified queue does not exist.',
  });
});
