import { HttpError } from '../errors.ts';
import { jpegPixels } from './jpeg-pixels.ts';

/** Decoding takes four bytes a pixel, so a small file may not ask for more memory than the function has. */
const MAX_PIXELS = 40_000_000;

export interface ImageKind {
  contentType: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/bmp';
  /** What the header claims; absent where it hasn't come yet (the frame header of a JPEG may stand far behind its start). */
  pixels?: number;
}

/** Tells an image's format by its first bytes. */
function sniffImage(bytes: Uint8Array): ImageKind | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 26) return undefined;
  if (view[0] === 0xff && view[1] === 0xd8 && view[2] === 0xff) return { contentType: 'image/jpeg', ...jpegPixels(view) };
  if (view.readUInt32BE(0) === 0x89504e47) return { contentType: 'image/png', pixels: view.readUInt32BE(16) * view.readUInt32BE(20) };
  if (view.toString('latin1', 0, 4) === 'GIF8') return { contentType: 'image/gif', pixels: view.readUInt16LE(6) * view.readUInt16LE(8) };
  if (view.toString('latin1', 0, 2) === 'BM')
    return { contentType: 'image/bmp', pixels: Math.abs(view.readInt32LE(18)) * Math.abs(view.readInt32LE(22)) };
  return undefined;
}

/** Refuses, by the first bytes alone, what is no image and what claims to be too large a one to decode. */
export function acceptImage(bytes: Uint8Array): ImageKind {
  const kind = sniffImage(bytes);
  if (kind === undefined) throw new HttpError(415, 'NOT_AN_IMAGE', 'This is not a JPEG, PNG, GIF or BMP image.');
  if (kind.pixels !== undefined && kind.pixels > MAX_PIXELS)
    throw new HttpError(413, 'IMAGE_TOO_LARGE', `The image has more than ${MAX_PIXELS / 1_000_000} megapixels.`);
  return kind;
}
