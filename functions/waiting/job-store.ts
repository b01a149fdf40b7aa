import { GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds, ifHolds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import { type Job, type NewJob, newJobSchema } from './job.ts';

const TableName = requiredEnv('JOBS_TABLE_NAME');

export async function findJob(jobId: string): Promise<Job | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { jobId }, ConsistentRead: true }));
  return Item as Job | undefined;
}

/** Writes a new job down; one that is there already stays as it is, and is answered. */
export async function acceptJob(asked: NewJob): Promise<Job> {
  const { version: _, ...wanted } = newJobSchema.parse(asked);
  const job: Job = { ...wanted, status: 'queued', acceptedAt: Date.now(), attempts: 0 };
  const made = await holds(documents.send(new PutCommand({ TableName, Item: job, ConditionExpression: 'attribute_not_exists(jobId)' })));
  return made ? job : ((await findJob(job.jobId)) ?? job);
}

const NOT_OVER = 'attribute_exists(jobId) AND #status IN (:queued, :working)';
const OPEN = { ':queued': 'queued', ':working': 'working' };

/** Counts an attempt. Answers the job as it is afterwards, which may be over already; undefined: there is none. */
export const beginJob = (jobId: string, now: number) =>
  change(jobId, {
    UpdateExpression: 'SET #status = :working, startedAt = if_not_exists(startedAt, :now) ADD attempts :one',
    ConditionExpression: NOT_OVER,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ...OPEN, ':now': now, ':one': 1 },
  });

/** The first outcome stays. */
export const finishJob = (
  jobId: string,
  { status, shipmentId, reason, doneAt }: Pick<Job, 'status' | 'shipmentId' | 'reason' | 'doneAt'>,
) =>
  change(jobId, {
    UpdateExpression: `SET #status = :status, doneAt = :doneAt, ${shipmentId ? 'shipmentId = :detail' : 'reason = :detail'}`,
    ConditionExpression: NOT_OVER,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ...OPEN, ':status': status, ':doneAt': doneAt, ':detail': shipmentId ?? reason },
  });

export async function noteCalledBack(jobId: string, now: number): Promise<void> {
  await change(jobId, {
    UpdateExpression: 'SET calledBackAt = :now',
    ConditionExpression: 'attribute_exists(jobId)',
    ExpressionAttributeValues: { ':now': now },
  });
}

async function change(jobId: string, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<Job | undefined> {
  const changed = await ifHolds(documents.send(new UpdateCommand({ ...input, TableName, Key: { jobId }, ReturnValues: 'ALL_NEW' })));
  return changed ? (changed.Attributes as Job | undefined) : findJob(jobId);
}
