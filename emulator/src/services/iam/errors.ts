import { AwsError } from '../errors.ts';

export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', message, { status: 404 });
export const noSuchRole = (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`);
export const noSuchPolicy = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`);
export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', message, { status: 409 });
export const deleteConflict = (message: string) => new AwsError('DeleteConflict', message, { status: 409 });
export const limitExceeded = (message: string) => new AwsError('LimitExceeded', message, { status: 409 });
export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', message);
export const validationError = (message: string) => new AwsError('ValidationError', message);
