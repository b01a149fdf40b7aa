import { describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../shared/errors.ts';
import { world } from '../testing.ts';
import type { Upload, UploadState } from '../upload.ts';
import { makeThumbnail } from './core.ts';

const image = { contentType: 'image/png', width: 3, height: 2, thumbnail: Buffer.from('small') };

async function looked(state: UploadState, readImage: () => Promise<typeof image>) {
  const { store, uploads } = world();
  const upload: Upload = {
    ...{ uploadId: 'u', way: 'chunks', name: 'a', size: 1, contentType: 'image/png', sha256: '', chunkSize: 1 },
    ...{ state, createdAt: 0, expiresAt: 1 },
  };
  await store.create(upload);
  const [putThumbnail, deleteOriginal] = [vi.fn(async () => {}), vi.fn(async () => {})];
  const look = (last = false) =>
    makeThumbnail('u', last, { store, readImage, putThumbnail, deleteOriginal, readOriginal: async () => Buffer.from('image') });
  return { look, now: () => uploads.get('u'), putThumbnail, deleteOriginal };
}

describe('the thumbnail of an upload', () => {
  it('is made once, and the same event again finds it made', async () => {
    for (const state of ['open', 'assembling', 'stored'] as const) {
      const { look, now, putThumbnail } = await looked(state, async () => image);
      expect([await look(), await look()]).toEqual(['ready', 'nothing to do']);
      expect(now()).toMatchObject({ state: 'ready', width: 3, height: 2 });
      expect(putThumbnail).toHaveBeenCalledOnce();
    }
  });

  it('is not made of what is no image, which is deleted and said', async () => {
    const { look, now, deleteOriginal } = await looked('stored', async () => {
      throw new HttpError(415, 'BROKEN_IMAGE', 'It is broken.');
    });
    expect([await look(), await look()]).toEqual(['rejected', 'nothing to do']);
    expect(now()).toMatchObject({ state: 'rejected', reason: { code: 'BROKEN_IMAGE', message: 'It is broken.' } });
    // the event again deletes again: what is refused may have been put there once more
    expect(deleteOriginal).toHaveBeenCalledTimes(2);
  });

  it('is tried again when something else fails; the last time the sender is told', async () => {
    const { look, now, deleteOriginal } = await looked('stored', async () => {
      throw new Error('no memory');
    });
    await expect(look()).rejects.toThrow('no memory');
    expect(now()?.state).toBe('stored');
    await expect(look(true)).rejects.toThrow('no memory');
    expect(now()).toMatchObject({ state: 'rejected', reason: { code: 'NOT_PROCESSED' } });
    expect(await look()).toBe('nothing to do');
    expect(deleteOriginal).not.toHaveBeenCalled();
  });
});
