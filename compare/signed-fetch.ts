import { type Signer, signedHeaders } from '../functions/shared/sign-request.ts';

/** `fetch` for function URLs that take signed requests alone (the context `urlAuth=iam`, which is the default on AWS). */
export const signedFetch =
  (signer: Signer): typeof fetch =>
  async (input, init) => {
    const asked = new Request(input, init);
    const { method, signal, redirect } = asked;
    // whole, as what is signed is its hash
    const body = asked.body ? new Uint8Array(await asked.arrayBuffer()) : undefined;
    const headers = await signedHeaders(new URL(asked.url), { method, headers: Object.fromEntries(asked.headers), body }, signer);
    return fetch(asked.url, { method, headers, signal, redirect, ...(body && { body }) });
  };
