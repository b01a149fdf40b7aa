import { AwsError } from '../errors.ts';

export const secretNotFound = (what = "Secrets Manager can't find the specified secret.") =>
  new AwsError('ResourceNotFoundException', what);
export const secretExists = (name: string) =>
  new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message);
export const markedForDeletion = () => invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
