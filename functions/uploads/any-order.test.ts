import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from './api/complete.ts';
import { putPart } from './api/put-part.ts';
import { assemble } from './assemble/core.ts';
import { world } from './testing.ts';
import { partCount, sha256Of, type Upload } from './upload.ts';

/** A GIF, as far as its first bytes tell; small enough that a property can have many. */
const fileOf = (size: number) => Buffer.concat([Buffer.from('GIF89a\x01\x00\x01\x00'), Buffer.alloc(size, 'upload')]);

const upload = (file: Uint8Array, way: Upload['way'], chunkSize: number): Upload => ({
  ...{ uploadId: randomUUID(), way, name: 'a', size: file.byteLength, contentType: 'image/gif', sha256: sha256Of(file), chunkSize },
  ...{ state: 'open', createdAt: 0, expiresAt: 1 },
});

/** What senders, the line and the workers do, in any order. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('part' as const), at: fc.nat(), lie: fc.constantFrom('no', 'bytes', 'digest', 'size') }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('part' as const), at: fc.nat(), lie: fc.constant('no' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('complete' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('assemble' as const) }) },
);

describe('an upload in chunks', () => {
  it('is the file, or is not complete: any order, parts twice, other contents, a bucket that fails at any call', async () => {
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 40, max: 160 }),
        fc.integer({ min: 30, max: 70 }),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
        fc.boolean(),
        async (size, chunkSize, steps, faults, atOnce) => {
          let calls = 0;
          const here = world((what) => {
            if (faults[calls++] === 0) throw new Error(`the bucket fails at ${what}`);
          });
          const file = fileOf(size);
          const begun = upload(file, 'chunks', chunkSize);
          const { uploadId } = begun;
          await here.store.create(begun);
          const now = () => here.uploads.get(uploadId) as Upload;
          const queue: string[] = [];
          const act = async (one: (typeof steps)[number]) => {
            if (one.kind === 'complete') return complete(now(), { ...here, assemble: async (id) => void queue.push(id) });
            if (one.kind === 'assemble') return assemble(queue.shift() ?? uploadId, { ...here, peakMb: () => 1 });
            const n = (one.at % partCount(begun)) + 1;
            const bytes = Buffer.from(file.subarray((n - 1) * chunkSize, n * chunkSize));
            if (one.lie === 'bytes') bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
            const sent = one.lie === 'size' ? bytes.subarray(1) : bytes;
            return putPart(now(), n, sent, one.lie === 'digest' ? sha256Of(Buffer.from('other')) : sha256Of(sent), here);
          };
          const check = () => {
            const original = here.originals.get(uploadId);
            // what can be seen is right, whoever sent what
            if (original) expect(Buffer.compare(original, file)).toBe(0);
            if (now().state === 'stored') expect(original).toBeDefined();
            else if (now().state !== 'assembling') expect(original).toBeUndefined();
          };
          const run = (one: (typeof steps)[number]) => act(one).catch(() => undefined);
          if (atOnce) await Promise.all(steps.map(run));
          else
            for (const one of steps) {
              await run(one);
              check();
            }
          check();
          // an end that was taken is kept: whoever tries long enough brings it to an end
          faults.length = 0;
          if (now().state !== 'open') await assemble(uploadId, { ...here, peakMb: () => 1 });
          check();
          expect(['open', 'stored', 'rejected']).toContain(now().state);
          if (now().state === 'stored') {
            stored++;
            expect(here.chunks.size).toBe(0);
          }
        },
      ),
      { numRuns: 600, seed: 1 },
    );
    // most runs would prove nothing if none came to its end
    expect(stored).toBeGreaterThan(50);
  });
});

describe('an upload in parts that go to the bucket', () => {
  const begin = async (file: Buffer, sent: Buffer[], before?: (what: string) => void) => {
    const here = world(before);
    const begun = upload(file, 'direct', 40);
    await here.store.create({ ...begun, state: 'assembling' });
    here.direct.set(
      begun.uploadId,
      sent.map((bytes, i) => ({ part: { n: i + 1, size: bytes.length, sha256: sha256Of(bytes) }, bytes })),
    );
    return { here, ...begun };
  };
  const file = fileOf(80);
  const parts = [file.subarray(0, 40), file.subarray(40, 80), file.subarray(80)];

  it('goes on where a worker died', async () => {
    for (const dies of ['join', 'read', 'publish']) {
      let died = false;
      const { here, uploadId } = await begin(file, parts, (what) => {
        if (what !== dies || died) return;
        died = true;
        throw new Error(`dies at ${what}`);
      });
      await expect(assemble(uploadId, { ...here, peakMb: () => 1 })).rejects.toThrow(dies);
      expect(here.originals.size).toBe(0);
      expect(await assemble(uploadId, { ...here, peakMb: () => 1 })).toBe('stored');
      expect(here.originals.get(uploadId)?.toString()).toBe(file.toString());
    }
  });

  it('is refused when the parts are others than was announced', async () => {
    const other = Buffer.from(file.subarray(40, 80)).fill(1);
    for (const [sent, code] of [
      [[parts[0], other, parts[2]], 'CHECKSUM_DIFFERS'],
      [[parts[0], other.subarray(1), parts[2]], 'WRONG_SIZE'],
    ] as [Buffer[], string][]) {
      const { here, uploadId } = await begin(file, sent);
      expect(await assemble(uploadId, { ...here, peakMb: () => 1 })).toBe('rejected');
      expect(here.uploads.get(uploadId)?.reason?.code).toBe(code);
      expect(here.originals.size).toBe(0);
    }
  });
});
