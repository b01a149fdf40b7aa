import { AwsError } from '../errors.ts';

export const repositoryNotFound = (name: string, registry: string) =>
  new AwsError('RepositoryNotFoundException', `The repository with name '${name}' does not exist in the registry with id '${registry}'`);
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
