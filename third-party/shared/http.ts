import type { Context } from 'hono';
import type * as z from 'zod';

export function refuse(c: Context, status: 400 | 401 | 402 | 404 | 409 | 422 | 429 | 500 | 503, code: string, message: string) {
  return c.json({ error: { code, message } }, status);
}

/** The JSON body by its schema, or what is wrong with it. */
export async function parseBody<Body>(c: Context, schema: z.ZodType<Body>) {
  const value: unknown = await c.req.json().catch(() => undefined);
  const result = schema.safeParse(value);
  if (result.success) return { success: true as const, data: result.data };
  const problem =
    value === undefined ? 'The body is not JSON.' : result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
  return { success: false as const, problem };
}
