import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { HttpError } from '../errors.ts';
import { logger } from '../logger.ts';
import { type HttpResult, httpErrors, json } from './http.ts';
import { validateBody, type WithInput } from './validate.ts';

vi.spyOn(logger, 'warn').mockReturnValue();
vi.spyOn(logger, 'error').mockReturnValue();

type Input = { n: number };
const run = (body: string, work: (n: number) => unknown, isBase64Encoded = false) => {
  const handler = middy<WithInput<Input>, HttpResult>()
    .use(httpErrors())
    .use(validateBody(z.object({ n: z.number() })))
    .handler(async ({ input }) => json(200, work(input.n)));
  return handler({ body, isBase64Encoded } as WithInput<Input>, {} as Context);
};
const errorOf = (result: HttpResult) => JSON.parse(result.body ?? '').error as { code: string; message: string };

describe('the HTTP middlewares', () => {
  it('give the handler a parsed body, plain or base64', async () => {
    expect((await run('{"n":1}', (n) => ({ n }))).body).toBe('{"n":1}');
    expect((await run(Buffer.from('{"n":2}').toString('base64'), (n) => ({ n }), true)).body).toBe('{"n":2}');
  });

  it('answer 400 with the field that is wrong', async () => {
    const result = await run('{"n":"x"}', (n) => n);
    expect(result.statusCode).toBe(400);
    expect(errorOf(result)).toEqual({ code: 'INVALID_INPUT', message: expect.stringMatching(/^n: /) });
    expect(errorOf(await run('{', (n) => n)).code).toBe('INVALID_JSON');
  });

  it('show an error that is meant for callers, and hide any other', async () => {
    const refused = await run('{"n":1}', () => {
      throw new HttpError(409, 'TAKEN', 'It is taken.');
    });
    expect([refused.statusCode, errorOf(refused)]).toEqual([409, { code: 'TAKEN', message: 'It is taken.' }]);
    const broken = await run('{"n":1}', () => {
      throw new Error('secret');
    });
    expect([broken.statusCode, broken.body?.includes('secret')]).toEqual([500, false]);
  });
});
