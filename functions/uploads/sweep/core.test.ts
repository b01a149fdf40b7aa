import { describe, expect, it, vi } from 'vitest';
import { world } from '../testing.ts';
import { sha256Of, type Upload, type UploadState } from '../upload.ts';
import { sweepOne } from './core.ts';

const bytes = Buffer.from('a chunk');
const upload = (state: UploadState): Upload => ({
  ...{ uploadId: 'u', way: 'chunks', name: 'a', size: 20, contentType: 'image/png', sha256: sha256Of(bytes), chunkSize: 10 },
  ...{ state, createdAt: 0, expiresAt: 1 },
});

async function swept(state: UploadState, seen = state, at = 2) {
  let broken = false;
  const here = world(() => {
    if (broken) throw new Error('the bucket is away');
  });
  await here.store.create(upload(state));
  await here.bucket.putChunk('u', { n: 1, size: bytes.length, sha256: sha256Of(bytes) }, bytes);
  const [assemble, settle] = [vi.fn(async () => {}), vi.fn(async () => {})];
  const sweep = () => sweepOne(upload(seen), { store: { ...here.store, settle }, bucket: here.bucket, assemble, now: () => at });
  const now = () => ({ state: here.uploads.get('u')?.state, chunks: here.chunks.size });
  return { sweep, now, assemble, settle, breakBucket: (on: boolean) => void (broken = on) };
}

describe('the sweep', () => {
  it('ends an upload that nobody ended, and clears up', async () => {
    const { sweep, now, settle } = await swept('open');
    expect(await sweep()).toBe('abandoned');
    expect(now()).toEqual({ state: 'abandoned', chunks: 0 });
    expect(settle).toHaveBeenCalledOnce();
  });

  it('leaves one alone that was ended a moment ago', async () => {
    const { sweep, now, settle } = await swept('assembling', 'open');
    expect(await sweep()).toBe('nothing');
    expect(now()).toEqual({ state: 'assembling', chunks: 1 });
    expect(settle).not.toHaveBeenCalled();
  });

  it('goes on with what it could not clear the last time', async () => {
    const first = await swept('open');
    first.breakBucket(true);
    await expect(first.sweep()).rejects.toThrow('away');
    expect(first.now()).toEqual({ state: 'abandoned', chunks: 1 });
    expect(first.settle).not.toHaveBeenCalled();
    const second = await swept('abandoned');
    expect(await second.sweep()).toBe('cleared');
    expect(second.now()).toEqual({ state: 'abandoned', chunks: 0 });
  });

  it('hands on once more what is being put together for too long', async () => {
    const { sweep, now, assemble } = await swept('assembling');
    expect(await sweep()).toBe('sent again');
    expect(assemble).toHaveBeenCalledExactlyOnceWith('u');
    expect(now()).toEqual({ state: 'assembling', chunks: 1 });
  });

  it('gives up what cannot be put together for a day after its end', async () => {
    const { sweep, now, assemble, settle } = await swept('assembling', 'assembling', 2 + 24 * 3600_000);
    expect(await sweep()).toBe('given up');
    expect(now()).toEqual({ state: 'rejected', chunks: 0 });
    expect(assemble).not.toHaveBeenCalled();
    expect(settle).toHaveBeenCalledOnce();
  });

  it('tells the sender when nobody came to a verdict', async () => {
    const { sweep, now } = await swept('stored');
    expect(await sweep()).toBe('given up');
    expect(now().state).toBe('rejected');
  });
});
