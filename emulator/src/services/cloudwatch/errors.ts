import { AwsError } from '../errors.ts';

export const notFound = (message = 'Unknown') => new AwsError('ResourceNotFound', message, { status: 404, queryCode: 'ResourceNotFound' });
export const invalidParameter = (message: string) =>
  new AwsError('InvalidParameterValueException', message, { queryCode: 'InvalidParameterValue' });
export const validationError = (message: string) => new AwsError('ValidationError', message, { queryCode: 'ValidationError' });
