import { AwsError } from '../errors.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html */
export const validation = (message: string) => new AwsError('ValidationException', message);
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
export const alreadyExists = (message: string) => new AwsError('ResourceAlreadyExistsException', message);
export const invalidPattern = (reason: string) =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
export const limitExceeded = () => new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
export const illegalStatus = (message: string) => new AwsError('IllegalStatusException', message);
export const busNotFound = (name: string) => notFound(`Event bus ${name} does not exist.`);

/** What a parameter's own rules refuse. `at` is the parameter in lower camel case, as AWS prints it. */
export const constraint = (value: unknown, at: string, rule: string) =>
  validation(`1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: ${rule}`);

const NAME = /^[.\-_A-Za-z0-9]+$/;

/** Names of rules, targets, archives and replays share one alphabet. */
export function checkName(name: string | undefined, at: string, max: number): asserts name is string {
  if (name === undefined) throw constraint('null', at, 'Member must not be null');
  if (name.length > max) throw constraint(name, at, `Member must have length less than or equal to ${max}`);
  if (!NAME.test(name)) throw constraint(name, at, 'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+');
}
