import { Jimp } from 'jimp';
import { HttpError } from '../../shared/errors.ts';
import { sniffImage } from './sniff.ts';

const THUMBNAIL_SIDE = 320;

/** Decoding takes four bytes a pixel, so a small file may not ask for more memory than the function has. */
const MAX_PIXELS = 40_000_000;

export interface Image {
  contentType: string;
  width: number;
  height: number;
  thumbnail: Uint8Array;
}

/** An image is what decodes as one, whatever the request's content type says. */
export async function readImage(bytes: Uint8Array): Promise<Image> {
  const kind = sniffImage(bytes);
  if (kind === undefined) throw new HttpError(415, 'NOT_AN_IMAGE', 'This is not a JPEG, PNG, GIF or BMP image.');
  if (kind.pixels !== undefined && kind.pixels > MAX_PIXELS)
    throw new HttpError(413, 'IMAGE_TOO_LARGE', `The image has more than ${MAX_PIXELS / 1_000_000} megapixels.`);
  const image = await Jimp.fromBuffer(Buffer.from(bytes)).catch((error: unknown) => {
    throw new HttpError(415, 'BROKEN_IMAGE', `This ${kind.contentType} image cannot be decoded.`, { cause: error });
  });
  const { width, height } = image;
  if (Math.max(width, height) > THUMBNAIL_SIDE) image.scaleToFit({ w: THUMBNAIL_SIDE, h: THUMBNAIL_SIDE });
  const thumbnail = await image.getBuffer('image/jpeg', { quality: 80 });
  return { contentType: kind.contentType, width, height, thumbnail };
}
