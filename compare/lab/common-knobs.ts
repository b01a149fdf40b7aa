import * as z from 'zod';

/** Knobs that several experiments have. Options come as text; what is read once is read again, so each takes its own result too. */
export const rate = (usual: number, help = 'messages a second and lane') =>
  z.coerce.number().positive().max(10_000).default(usual).describe(help);
export const messages = (usual: number) =>
  z.coerce.number().int().min(1).max(100_000).default(usual).describe('messages a lane and repetition');
export const share = (usual: number, help: string) => z.coerce.number().min(0).max(1).default(usual).describe(help);
export const seconds = (usual: number, help: string) => z.coerce.number().min(0).max(86_400).default(usual).describe(help);
export const count = (usual: number, help: string, least = 1, most = 10_000) =>
  z.coerce.number().int().min(least).max(most).default(usual).describe(help);
export const yesOrNo = (usual: 'yes' | 'no', help: string) => z.enum(['yes', 'no']).default(usual).describe(help);

/** Whole numbers with commas; `numbers` reads them. */
export const listOf = (usual: string, help: string) =>
  z
    .string()
    .regex(/^\d+(,\d+)*$/, 'whole numbers with commas, as 1,10,100')
    .default(usual)
    .describe(help);
export const numbers = (list: string): number[] => [...new Set(list.split(',').map(Number))];

/** What the email provider takes for each mail. */
export const latencyMs = (usual: number) =>
  z.coerce.number().min(0).max(60_000).default(usual).describe('milliseconds that the email provider takes for each mail');
