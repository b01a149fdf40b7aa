import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import type { CallbackStore } from '../callback-store.ts';
import { ownedEndpoint } from '../owned-endpoint.ts';
import { rotated } from '../secrets.ts';

export const rotateSecretSchema = z.strictObject({
  endpointId: z.string().min(1).max(64),
  owner: z.email(),
  /** The one that the endpoint has: names alone, which others know too, get nobody a secret. */
  secret: z.string().min(1).max(128),
});
export type RotateSecret = z.infer<typeof rotateSecretSchema>;

export interface RotateSecretDeps {
  store: Pick<CallbackStore, 'findEndpoint' | 'changeSecret'>;
  now(): number;
}

/** Gives an endpoint another secret, which is told this once. Calls are signed with both until the old one's time is over. */
export async function rotateSecret(input: RotateSecret, { store, now }: RotateSecretDeps) {
  const endpoint = await ownedEndpoint(input, store);
  const next = rotated(endpoint, input.secret, now());
  if (next === undefined) throw new HttpError(403, 'WRONG_SECRET', 'This is not the secret of the endpoint.');
  // of two at once one would be told a secret that never signs
  if (!(await store.changeSecret(endpoint, next)))
    throw new HttpError(409, 'ROTATED_MEANWHILE', 'Another rotation came first. Try again with the secret that you hold.');
  return { endpointId: endpoint.endpointId, secret: next.secret, previousUntil: next.previous.until };
}
