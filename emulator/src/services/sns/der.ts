/** The few pieces of ASN.1's DER that a certificate is made of. https://www.itu.int/rec/T-REC-X.690 */
export function der(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag), length(content.length), content]);
}

function length(n: number): Uint8Array {
  if (n < 0x80) return Uint8Array.of(n);
  const bytes: number[] = [];
  for (let rest = n; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

export const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
export const set = (...parts: Uint8Array[]) => der(0x31, ...parts);
export const nothing = () => der(0x05);
export const text = (value: string) => der(0x0c, Buffer.from(value));
export const bits = (value: Uint8Array) => der(0x03, Uint8Array.of(0), value);

/** A positive integer of those bytes. */
export const integer = (value: Uint8Array) => der(0x02, (value[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array(), value);

/** `GeneralizedTime`, which has no year 2050 to stumble over. */
export const time = (ms: number) => der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let more = arc >> 7; more > 0; more >>= 7) groups.unshift((more & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Uint8Array.from(bytes));
}
