import type { UploadBucket, UploadStore } from './ports.ts';
import type { Part, Upload } from './upload.ts';

/** What the table and the bucket hold, in memory; `before` is called ahead of each thing done to the bucket, and may throw. */
export function world(before: (what: string) => void = () => {}) {
  const uploads = new Map<string, Upload>();
  const parts = new Map<string, Part[]>();
  const chunks = new Map<string, Uint8Array>();
  const direct = new Map<string, { part: Part; bytes: Uint8Array }[]>();
  const joined = new Map<string, Uint8Array>();
  const originals = new Map<string, Uint8Array>();
  const chunkKey = (uploadId: string, { n, sha256 }: Part) => `${uploadId}/${n}/${sha256}`;
  const partsOf = (uploadId: string) => parts.get(uploadId) ?? [];

  const store: UploadStore = {
    create: async (upload) => void uploads.set(upload.uploadId, upload),
    find: async (uploadId) => uploads.get(uploadId),
    parts: async (uploadId) => [...partsOf(uploadId)],
    async keepPart(uploadId, part) {
      const known = partsOf(uploadId).find(({ n }) => n === part.n);
      if (!known) parts.set(uploadId, [...partsOf(uploadId), part]);
      return known;
    },
    async move(uploadId, from, to, changes = {}) {
      const upload = uploads.get(uploadId);
      if (!upload || !from.includes(upload.state)) return false;
      uploads.set(uploadId, { ...upload, ...changes, state: to });
      return true;
    },
  };

  const bucket: UploadBucket = {
    async putChunk(uploadId, part, bytes) {
      before('put');
      chunks.set(chunkKey(uploadId, part), bytes);
    },
    async readChunk(uploadId, part) {
      before('read');
      const bytes = chunks.get(chunkKey(uploadId, part));
      if (!bytes) throw new Error(`chunk ${part.n} is not there`);
      return inPieces(bytes);
    },
    async clear({ uploadId }) {
      before('clear');
      for (const key of chunks.keys()) if (key.startsWith(`${uploadId}/`)) chunks.delete(key);
      direct.delete(uploadId);
      joined.delete(uploadId);
    },
    async beginOriginal({ uploadId }) {
      const written: Uint8Array[] = [];
      return {
        async write(bytes) {
          before('write');
          written.push(bytes);
        },
        async finish() {
          before('finish');
          originals.set(uploadId, Buffer.concat(written));
        },
        async cancel() {},
      };
    },
    directParts: async ({ uploadId }) => (direct.get(uploadId) ?? []).map(({ part }) => part),
    async joinDirect({ uploadId }) {
      before('join');
      const there = direct.get(uploadId)?.toSorted((a, b) => a.part.n - b.part.n);
      if (there) joined.set(uploadId, Buffer.concat(there.map(({ bytes }) => bytes)));
      direct.delete(uploadId);
    },
    async readJoined({ uploadId }) {
      before('read');
      return inPieces(joined.get(uploadId) ?? Buffer.alloc(0));
    },
    async publishJoined({ uploadId }) {
      before('publish');
      originals.set(uploadId, joined.get(uploadId) ?? Buffer.alloc(0));
    },
  };

  return { uploads, chunks, direct, originals, store, bucket };
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}
