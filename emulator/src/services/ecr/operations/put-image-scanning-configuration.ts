import type { PutImageScanningConfigurationCommandInput, PutImageScanningConfigurationCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { named, put, repositoryOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html */
export const putImageScanningConfiguration: Operation<
  PutImageScanningConfigurationCommandInput,
  PutImageScanningConfigurationCommandOutput
> = (input, context) => {
  const repository = repositoryOf(input, context);
  const scanning = { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false };
  put({ ...repository, scanning }, context);
  return { ...named(repository), imageScanningConfiguration: scanning };
};
