import { handle } from 'hono/aws-lambda';
import { createThirdPartiesApp } from './app.ts';
import { dynamodbStores } from './shared/dynamodb-store.ts';

const tableName = process.env.THIRD_PARTIES_TABLE_NAME;
if (tableName === undefined) throw new Error('The environment variable THIRD_PARTIES_TABLE_NAME is not set');

/** The third parties as a function behind a URL. */
export const handler = handle(createThirdPartiesApp(dynamodbStores(tableName)));
