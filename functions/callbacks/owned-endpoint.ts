import { HttpError } from '../shared/errors.ts';
import type { CallbackStore } from './callback-store.ts';
import type { Endpoint } from './records.ts';

/** The endpoint, if it is theirs. Somebody else's is answered as if there were none. */
export async function ownedEndpoint(
  { endpointId, owner }: { endpointId: string; owner: string },
  store: Pick<CallbackStore, 'findEndpoint'>,
): Promise<Endpoint> {
  const endpoint = await store.findEndpoint(endpointId);
  if (endpoint?.owner !== owner) throw new HttpError(404, 'ENDPOINT_NOT_FOUND', `${owner} has no endpoint ${endpointId}.`);
  return endpoint;
}
