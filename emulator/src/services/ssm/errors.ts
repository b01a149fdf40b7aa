import { AwsError } from '../errors.ts';

export const parameterNotFound = (message = '') => new AwsError('ParameterNotFound', message);
export const parameterExists = () =>
  new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
export const validationException = (message: string) => new AwsError('ValidationException', message);
