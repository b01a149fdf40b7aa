import { AwsError } from '../errors.ts';

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const accessDenied = (principal: string, resource: string) =>
  new AwsError('AccessDenied', `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${resource}`, { status: 403 });
