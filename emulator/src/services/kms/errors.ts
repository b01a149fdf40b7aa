import { AwsError } from '../errors.ts';

export const notFound = (message: string) => new AwsError('NotFoundException', message);
export const invalidState = (message: string) => new AwsError('KMSInvalidStateException', message);
export const disabled = (arn: string) => new AwsError('DisabledException', `${arn} is disabled.`);
export const validationException = (message: string) => new AwsError('ValidationException', message);
