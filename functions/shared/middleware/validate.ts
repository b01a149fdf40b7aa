import type { MiddlewareObj } from '@middy/core';
import type * as z from 'zod';
import { HttpError } from '../errors.ts';
import type { HttpEvent, HttpResult } from './http.ts';

export type WithInput<Input> = HttpEvent & { input: Input };

/** Parses the JSON body once, at the edge; the handler finds it as event.input. */
export function validateBody<Schema extends z.ZodType>(schema: Schema): MiddlewareObj<WithInput<z.infer<Schema>>, HttpResult> {
  return {
    name: 'validateBody',
    before: ({ event }) => {
      event.input = parseBody(schema, event);
    },
  };
}

/** The same for the query string. */
export function validateQuery<Schema extends z.ZodType>(schema: Schema): MiddlewareObj<WithInput<z.infer<Schema>>, HttpResult> {
  return {
    name: 'validateQuery',
    before: ({ event }) => {
      event.input = parseQuery(schema, event);
    },
  };
}

/** For a function that takes several methods: the body as this schema says. */
export const parseBody = <Schema extends z.ZodType>(schema: Schema, event: HttpEvent): z.infer<Schema> =>
  check(schema, parseJson(bodyText(event)));

/** The same for the query string. */
export const parseQuery = <Schema extends z.ZodType>(schema: Schema, event: HttpEvent): z.infer<Schema> =>
  check(schema, event.queryStringParameters ?? {});

function bodyText(event: HttpEvent): string {
  if (event.body === undefined) return '';
  return event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'INVALID_JSON', 'The body is not JSON.');
  }
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  throw new HttpError(400, 'INVALID_INPUT', problems.join('; '));
}
