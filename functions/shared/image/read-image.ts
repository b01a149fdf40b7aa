import { Jimp } from 'jimp';
import { HttpError } from '../errors.ts';
import { refusePngBomb } from './png-bomb.ts';
import { acceptImage } from './sniff.ts';

const THUMBNAIL_SIDE = 320;

export interface Image {
  contentType: string;
  width: number;
  height: number;
  thumbnail: Uint8Array;
}

/** An image is what decodes as one, whatever the request's content type says. */
export async function readImage(bytes: Uint8Array): Promise<Image> {
  const kind = acceptImage(bytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind.contentType === 'image/png') refusePngBomb(view);
  const image = await Jimp.fromBuffer(view).catch((error: unknown) => {
    throw new HttpError(415, 'BROKEN_IMAGE', `This ${kind.contentType} image cannot be decoded.`, { cause: error });
  });
  const { width, height } = image;
  if (Math.max(width, height) > THUMBNAIL_SIDE) image.scaleToFit({ w: THUMBNAIL_SIDE, h: THUMBNAIL_SIDE });
  const thumbnail = await image.getBuffer('image/jpeg', { quality: 80 });
  return { contentType: kind.contentType, width, height, thumbnail };
}
