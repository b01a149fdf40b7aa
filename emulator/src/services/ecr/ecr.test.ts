import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { repository } from './resources/repository.ts';

let emulator: Emulator;
let ecr: ECRClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  ecr = new ECRClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
});
afterAll(() => emulator.stop());

test('the repository of the bootstrap, with its policies', async () => {
  const context = resourceContext(emulator.stack, 'Repository');
  const repositoryName = 'cdk-hnb659fds-container-assets-111122223333-us-east-1';
  const props = {
    RepositoryName: repositoryName,
    ImageTagMutability: 'IMMUTABLE',
    LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' },
    RepositoryPolicyText: { Version: '2012-10-17', Statement: [] },
  };
  const made = await repository.create(props, context);
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  expect(repositories).toMatchObject([
    { repositoryArn: made.attributes.Arn, imageTagMutability: 'IMMUTABLE', createdAt: expect.any(Date) },
  ]);
  expect((await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).lifecyclePolicyText).toBe('{"rules":[]}');
  await repository.update?.(made, { RepositoryName: repositoryName }, props, context);
  await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
    name: 'LifecyclePolicyNotFoundException',
  });
  expect((await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toEqual([]);
  await repository.delete(made, props, context);
  await repository.delete(made, props, context);
  const gone = ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  await expect(gone).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
});

test('logging in to a registry is refused by name', async () => {
  await expect(ecr.send(new GetAuthorizationTokenCommand({}))).rejects.toThrow(/GetAuthorizationToken/);
});
