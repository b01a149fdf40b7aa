import { AwsError } from '../errors.ts';

/**
 * SQS spoke the query protocol before JSON, and its clients still read the older code from a header: each error has both.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
 */
const error = (code: string, queryCode: string, message: string) => new AwsError(code, message, { queryCode });

const legacy = (code: string, message: string) => error(code, `AWS.SimpleQueueService.${code}`, message);

export const queueDoesNotExist = () =>
  error('QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');

export const queueNameExists = (attribute: string) =>
  error(
    'QueueNameExists',
    'QueueAlreadyExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const invalidAddress = (url: string) =>
  error('InvalidAddress', 'InvalidAddress', `The address ${url} is not valid for this endpoint.`);

export const invalidParameter = (message: string) => error('InvalidParameterValueException', 'InvalidParameterValue', message);

/** "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: …" */
export const invalidValue = (parameter: string, value: unknown, reason: string) =>
  invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (parameter: string) =>
  error('MissingRequiredParameterException', 'MissingParameter', `The request must contain the parameter ${parameter}.`);

export const invalidAttributeName = (name: string) => error('InvalidAttributeName', 'InvalidAttributeName', `Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string) =>
  error('InvalidAttributeValue', 'InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

export const receiptHandleIsInvalid = (handle: string) =>
  error('ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);

export const invalidMessageContents = () =>
  error(
    'InvalidMessageContents',
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  );

export const overLimit = (message: string) => error('OverLimit', 'OverLimit', message);

export const resourceNotFound = (message: string) => error('ResourceNotFoundException', 'ResourceNotFoundException', message);

export const unsupportedOperation = (message: string) => legacy('UnsupportedOperation', message);

export const purgeInProgress = (name: string) =>
  legacy('PurgeQueueInProgress', `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`);

export const emptyBatch = (entry: string) => legacy('EmptyBatchRequest', `There should be at least one ${entry} in the request.`);

export const tooManyEntries = (count: number) =>
  legacy('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${count}.`);

export const invalidBatchEntryId = () =>
  legacy(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );

export const entryIdsNotDistinct = (id: string) => legacy('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);

export const batchTooLong = (limit: number, size: number) =>
  legacy('BatchRequestTooLong', `Batch requests cannot be longer than ${limit} bytes. You have sent ${size} bytes.`);
