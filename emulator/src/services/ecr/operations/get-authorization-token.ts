import type { GetAuthorizationTokenCommandInput, GetAuthorizationTokenCommandOutput } from '@aws-sdk/client-ecr';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';

/** Refused: there is no registry to log in to. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export const getAuthorizationToken: Operation<GetAuthorizationTokenCommandInput, GetAuthorizationTokenCommandOutput> = () => {
  throw unsupported('ECR', 'GetAuthorizationToken: it has no container registry. Deploy functions as zip files');
};
