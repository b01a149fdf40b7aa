import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';

/** A line of a photo's feed. Of the recipient it keeps what a feed shows. */
export interface Activity {
  photoId: string;
  shareId: string;
  what: 'shared';
  with: string;
  at: number;
}

/** Its key is the share: what comes twice is written over itself. */
export async function putActivity(activity: Activity): Promise<void> {
  await documents.send(new PutCommand({ TableName: requiredEnv('ACTIVITY_TABLE_NAME'), Item: activity }));
}

export async function feedOf(photoId: string): Promise<Activity[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: requiredEnv('ACTIVITY_TABLE_NAME'),
      KeyConditionExpression: 'photoId = :photoId',
      ExpressionAttributeValues: { ':photoId': photoId },
      ConsistentRead: true,
    }),
  );
  return (Items as Activity[]).sort((a, b) => b.at - a.at);
}
