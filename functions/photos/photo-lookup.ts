import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';
import type { Photo } from './photo-store.ts';

export async function findPhoto(photoId: string): Promise<Photo | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: requiredEnv('PHOTOS_TABLE_NAME'), Key: { pk: `photo#${photoId}` }, ConsistentRead: true }),
  );
  return Item as Photo | undefined;
}
