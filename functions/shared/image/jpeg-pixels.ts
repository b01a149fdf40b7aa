/** Start-of-frame markers: 0xC0 to 0xCF but for tables (C4), extensions (C8) and arithmetic conditioning (CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * The size that the frame header of a JPEG claims, found by going from segment to segment; {} when it isn't in these bytes.
 * https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2
 */
export function jpegPixels(view: Buffer): { pixels?: number } {
  for (let at = 2; at + 9 <= view.length && view[at] === 0xff; ) {
    if (view[at + 1] === 0xff) {
      // any number of these may fill up the space before a marker (B.1.1.2)
      at++;
      continue;
    }
    if (isFrame(view[at + 1] ?? 0)) return { pixels: view.readUInt16BE(at + 5) * view.readUInt16BE(at + 7) };
    at += 2 + view.readUInt16BE(at + 2);
  }
  return {};
}
