import { AwsError, unsupported } from '../errors.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
export const notFound = (message: string) =>
  new AwsError('ResourceNotFoundException', message, { status: 404, detail: { Type: 'User', Message: message } });
export const functionNotFound = (arn: string) => notFound(`Function not found: ${arn}`);
export const invalid = (message: string) => new AwsError('InvalidParameterValueException', message, { detail: { Type: 'User' } });
export const conflict = (message: string) => new AwsError('ResourceConflictException', message, { status: 409, detail: { Type: 'User' } });
export const precondition = () =>
  new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    {
      status: 412,
      detail: { Type: 'User' },
    },
  );

export const throttled = (reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded') =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429, detail: { Type: 'User', Reason: reason } });

export const tooLarge = (limit: number) =>
  new AwsError('RequestTooLargeException', `Request must be smaller than ${limit} bytes for the InvokeFunction operation`, {
    status: 413,
    detail: { Type: 'User' },
  });

export const badContent = (message: string) => new AwsError('InvalidRequestContentException', message, { detail: { Type: 'User' } });

/** What a parameter's own rules refuse. `at` is the parameter in lower camel case, as AWS prints it. */
export const validation = (value: unknown, at: string, constraint: string) =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: ${constraint}`,
    { detail: { Type: 'User' } },
  );

export const pattern = (value: string, at: string, expression: string) =>
  validation(value, at, `Member must satisfy regular expression pattern: ${expression}`);

/** Throws unless `value` is absent or lies between the two. */
export function range(value: number | undefined, at: string, min: number, max: number) {
  if (value === undefined) return;
  if (value < min) throw validation(value, at, `Member must have value greater than or equal to ${min}`);
  if (value > max || !Number.isFinite(value)) throw validation(value, at, `Member must have value less than or equal to ${max}`);
}

/** Throws unless `value` is absent or one of those. */
export function oneOf(value: string | undefined, at: string, values: readonly string[]) {
  if (value !== undefined && !values.includes(value))
    throw validation(value, at, `Member must satisfy enum value set: [${values.join(', ')}]`);
}

export const notSupported = (what: string) => unsupported('lambda', what);
