// Small PNGs, made and read: 8 bits a channel, no interlace, which is what the tests' pictures and screenshots are.

import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture whose pixels `colour(x, y)` gives as [red, green, blue]. */
export function png(width, height, colour) {
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (_, x) => colour(x, y)).flat()]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** A picture's width, height and `at(x, y)`: [red, green, blue]. */
export function readPng(bytes) {
  const parts = [];
  for (let start = 8; start < bytes.length; start += 12 + bytes.readUInt32BE(start)) {
    const name = bytes.toString('latin1', start + 4, start + 8);
    if (name === 'IDAT') parts.push(bytes.subarray(start + 8, start + 8 + bytes.readUInt32BE(start)));
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const size = bytes[25] === 6 ? 4 : 3;
  const rows = unfilter(inflateSync(Buffer.concat(parts)), width * size, size);
  const at = (x, y) => [...rows.subarray(y * width * size + x * size).subarray(0, 3)];
  return { width, height, at };
}

/** Undoes what each row was filtered by (PNG §9). */
function unfilter(bytes, length, size) {
  const rows = Buffer.alloc((bytes.length / (length + 1)) * length);
  for (let start = 0, row = 0; start < bytes.length; start += length + 1, row += length) {
    const filter = bytes[start];
    for (let at = 0; at < length; at += 1) {
      const left = at < size ? 0 : rows[row + at - size];
      const above = row === 0 ? 0 : rows[row + at - length];
      const corner = at < size || row === 0 ? 0 : rows[row + at - length - size];
      rows[row + at] = bytes[start + 1 + at] + [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
    }
  }
  return rows;
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function chunk(name, data) {
  const inside = Buffer.concat([Buffer.from(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(checksum(inside), 4);
  return Buffer.concat([ends.subarray(0, 4), inside, ends.subarray(4)]);
}

/** CRC-32; node has one of its own only from 22 on. */
function checksum(bytes) {
  if (crc32) return crc32(bytes);
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
