import { inflateSync } from 'node:zlib';
import { HttpError } from '../errors.ts';

/** Eight bytes a pixel are the most that PNG knows (16 bits of red, green, blue and alpha), and some for the seven passes' filters. */
const MOST_BYTES_A_PIXEL = 8;
const FILTERS_A_ROW = 8;

/**
 * Refuses a PNG whose data inflate to more than its header's size allows: a few kilobytes can become gigabytes. The decoder bounds what it
 * inflates only for images that aren't interlaced, so interlaced ones are inflated here first, with a limit.
 * https://www.w3.org/TR/png-3/#5Chunk-layout
 */
export function refusePngBomb(png: Buffer): void {
  const interlaced = png[28] === 1;
  if (!interlaced) return;
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const maxOutputLength = width * height * MOST_BYTES_A_PIXEL + height * FILTERS_A_ROW + FILTERS_A_ROW;
  try {
    inflateSync(Buffer.concat(imageData(png)), { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return; // broken, which the decoder says better
    throw new HttpError(413, 'DECOMPRESSION_BOMB', 'The image unpacks to more than the size that it claims.', { cause: error });
  }
}

function imageData(png: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}
