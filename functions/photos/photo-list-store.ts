import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';
import { userIdSchema } from '../shared/user-id.ts';

const listedPhotoSchema = z.object({ photoId: z.string().regex(/^[\w-]{1,128}$/), title: z.string().min(1).max(200) });
export const addPhotoSchema = listedPhotoSchema.extend({ userId: userIdSchema });
export type ListedPhoto = z.infer<typeof listedPhotoSchema>;

const table = () => requiredEnv('PHOTO_LISTS_TABLE_NAME');

/** The same photo added twice is there once. */
export async function addPhoto(photo: z.infer<typeof addPhotoSchema>): Promise<void> {
  await documents.send(new PutCommand({ TableName: table(), Item: photo }));
}

/** A page shows a hundred. */
export async function photosOf(userId: string): Promise<ListedPhoto[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: table(),
      KeyConditionExpression: 'userId = :userId',
      ExpressionAttributeValues: { ':userId': userId },
      ConsistentRead: true,
      Limit: 100,
    }),
  );
  return Items.map((item) => listedPhotoSchema.parse(item));
}
