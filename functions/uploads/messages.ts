import * as z from 'zod';

/** From who takes the parts to who puts them together. */
export const assembleSchema = z.object({ type: z.literal('AssembleUpload'), version: z.literal(1), uploadId: z.uuid() });
export type AssembleUpload = z.infer<typeof assembleSchema>;
