import { AwsError } from '../errors.ts';

/** The code that CloudFormation gives to nearly everything it refuses. */
export const validationError = (message: string) => new AwsError('ValidationError', message);

/** DescribeStacks and DeleteStack say it this way … */
export const stackWithIdMissing = (name: string) => validationError(`Stack with id ${name} does not exist`);

/** … and the operations on events, resources, change sets and updates this way. */
export const stackMissing = (name: string) => validationError(`Stack [${name}] does not exist`);

/** The console of AWS documents the code as `ChangeSetNotFoundException`; on the wire it is `ChangeSetNotFound`. */
export const changeSetMissing = (name: string) => new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });

export const alreadyExists = (message: string) => new AwsError('AlreadyExistsException', message);

export const insufficientCapabilities = (capability: string) =>
  new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${capability}]`);

export const invalidChangeSetStatus = (message: string) => new AwsError('InvalidChangeSetStatus', message);
