import { HttpError } from '../../shared/errors.ts';

/** `Content-Digest: sha-256=:<base64>:` https://www.rfc-editor.org/rfc/rfc9530#name-the-content-digest-field */
export function contentDigest(header: string | undefined): string {
  const sha256 = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header ?? '')?.[1];
  if (sha256 === undefined)
    throw new HttpError(400, 'DIGEST_MISSING', 'The header Content-Digest is missing: sha-256=:<base64>: of the body.');
  return sha256;
}
