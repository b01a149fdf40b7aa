import type { Service } from '../service.ts';
import { createRepository } from './operations/create-repository.ts';
import { deleteLifecyclePolicy } from './operations/delete-lifecycle-policy.ts';
import { deleteRepository } from './operations/delete-repository.ts';
import { deleteRepositoryPolicy } from './operations/delete-repository-policy.ts';
import { describeImages } from './operations/describe-images.ts';
import { describeRepositories } from './operations/describe-repositories.ts';
import { getLifecyclePolicy } from './operations/get-lifecycle-policy.ts';
import { getRepositoryPolicy } from './operations/get-repository-policy.ts';
import { listImages } from './operations/list-images.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putImageScanningConfiguration } from './operations/put-image-scanning-configuration.ts';
import { putImageTagMutability } from './operations/put-image-tag-mutability.ts';
import { putLifecyclePolicy } from './operations/put-lifecycle-policy.ts';
import { setRepositoryPolicy } from './operations/set-repository-policy.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { repository } from './resources/repository.ts';

/** Repositories and their settings, as far as `cdk bootstrap` asks. No images: the embedded stack runs no containers. */
export const service: Service = {
  name: 'ecr',
  protocol: 'aws-json-1.1',
  target: 'AmazonEC2ContainerRegistry_V20150921',
  operations: {
    CreateRepository: createRepository,
    DeleteLifecyclePolicy: deleteLifecyclePolicy,
    DeleteRepository: deleteRepository,
    DeleteRepositoryPolicy: deleteRepositoryPolicy,
    DescribeImages: describeImages,
    DescribeRepositories: describeRepositories,
    GetLifecyclePolicy: getLifecyclePolicy,
    GetRepositoryPolicy: getRepositoryPolicy,
    ListImages: listImages,
    ListTagsForResource: listTagsForResource,
    PutImageScanningConfiguration: putImageScanningConfiguration,
    PutImageTagMutability: putImageTagMutability,
    PutLifecyclePolicy: putLifecyclePolicy,
    SetRepositoryPolicy: setRepositoryPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  resources: [repository],
};
