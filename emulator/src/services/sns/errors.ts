import { AwsError } from '../errors.ts';

/** `Invalid parameter: <what>`; in the SDK InvalidParameterException. */
export const invalidParameter = (what: string) => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);

/** What message attributes get; in the SDK InvalidParameterValueException. */
export const invalidValue = (message: string) => new AwsError('ParameterValueInvalid', message);

export const notFound = (message: string) => new AwsError('NotFound', message, { status: 404 });

/** Tagging operations have an error of their own for a topic that isn't there. */
export const resourceNotFound = () => new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
