import type { Service, ServiceName } from './service.ts';

/** A service is loaded at its first call. */
export const SERVICES: Record<ServiceName, () => Promise<{ service: Service }>> = {
  cloudformation: () => import('./cloudformation/service.ts'),
  dynamodb: () => import('./dynamodb/service.ts'),
  dynamodbstreams: () => import('./dynamodb-streams/service.ts'),
  ecr: () => import('./ecr/service.ts'),
  events: () => import('./events/service.ts'),
  iam: () => import('./iam/service.ts'),
  kms: () => import('./kms/service.ts'),
  lambda: () => import('./lambda/service.ts'),
  logs: () => import('./logs/service.ts'),
  monitoring: () => import('./cloudwatch/service.ts'),
  s3: () => import('./s3/service.ts'),
  secretsmanager: () => import('./secretsmanager/service.ts'),
  sns: () => import('./sns/service.ts'),
  sqs: () => import('./sqs/service.ts'),
  ssm: () => import('./ssm/service.ts'),
  sts: () => import('./sts/service.ts'),
};

/** Loads a service. */
export async function serviceOf(name: ServiceName): Promise<Service> {
  return (await SERVICES[name]()).service;
}
