import { missingParts, type Part, partCount, type Upload } from '../upload.ts';

/** What its sender sees of an upload: enough to go on after a cut, with nothing of its own written down. */
export function show(upload: Upload, parts: readonly Part[], links: object = {}) {
  const { uploadId, way, name, size, chunkSize, state, reason, expiresAt, width, height, contentType, assembledWithMb } = upload;
  const open = { parts: partCount(upload), missing: state === 'open' ? missingParts(upload, parts) : [] };
  return { uploadId, way, name, size, contentType, chunkSize, state, reason, expiresAt, ...open, width, height, assembledWithMb, ...links };
}
