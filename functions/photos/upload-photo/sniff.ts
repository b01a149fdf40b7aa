export interface ImageKind {
  contentType: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/bmp';
  /** What the header claims, where the format has its size at a fixed place; the JPEG decoder checks for itself. */
  pixels?: number;
}

/** Tells an image's format by its first bytes. */
export function sniffImage(bytes: Uint8Array): ImageKind | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 26) return undefined;
  if (view[0] === 0xff && view[1] === 0xd8 && view[2] === 0xff) return { contentType: 'image/jpeg' };
  if (view.readUInt32BE(0) === 0x89504e47) return { contentType: 'image/png', pixels: view.readUInt32BE(16) * view.readUInt32BE(20) };
  if (view.toString('latin1', 0, 4) === 'GIF8') return { contentType: 'image/gif', pixels: view.readUInt16LE(6) * view.readUInt16LE(8) };
  if (view.toString('latin1', 0, 2) === 'BM')
    return { contentType: 'image/bmp', pixels: Math.abs(view.readInt32LE(18)) * Math.abs(view.readInt32LE(22)) };
  return undefined;
}
