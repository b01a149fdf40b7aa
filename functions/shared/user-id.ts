import * as z from 'zod';

/** What all services know a user by. */
export const userIdSchema = z.string().regex(/^[\w-]{1,128}$/, 'must be 1 to 128 letters, digits, - or _');
