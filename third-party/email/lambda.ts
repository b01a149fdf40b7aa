import { handle } from 'hono/aws-lambda';
import { createEmailApp } from './app.ts';
import { dynamodbStore } from './dynamodb-store.ts';

const tableName = process.env.EMAIL_TABLE_NAME;
if (tableName === undefined) throw new Error('The environment variable EMAIL_TABLE_NAME is not set');

/** The provider as a function behind a URL. */
export const handler = handle(createEmailApp(dynamodbStore(tableName)));
