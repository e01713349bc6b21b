// Puts pictures coded as H.264 into an MP4 (ISO/IEC 14496-12 and -15): one track, all pictures in one chunk behind the
// heads, so that a browser can start at once.

const u8 = (...values) => Buffer.from(values);
const u16 = (...values) => numbers(values, 2);
const u32 = (...values) => numbers(values, 4);
/** The matrix that changes nothing. */
const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
/** A thousandth of a second is what films count in. */
const SCALE = 1000;

/** `config`: avcC; `frames`: `{key, data}`, each with its length in front, `rate` of them a second. */
export function mp4({ width, height, rate, config, frames }) {
  const step = SCALE / rate;
  const length = frames.length * step;
  const head = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomiso2avc1mp41'));
  const movie = (offset) =>
    box(
      'moov',
      full('mvhd', 0, u32(0, 0, SCALE, length, 0x10000), u16(0x100, 0), u32(0, 0), MATRIX, u32(0, 0, 0, 0, 0, 0, 2)),
      box(
        'trak',
        full('tkhd', 3, u32(0, 0, 1, 0, length, 0, 0), u16(0, 0, 0, 0), MATRIX, u32(width << 16, height << 16)),
        box(
          'mdia',
          full('mdhd', 0, u32(0, 0, SCALE, length), u16(0x55c4, 0)),
          full('hdlr', 0, u32(0), Buffer.from('vide'), u32(0, 0, 0), Buffer.from('film\0')),
          box(
            'minf',
            full('vmhd', 1, u16(0, 0, 0, 0)),
            box('dinf', full('dref', 0, u32(1), full('url ', 1))),
            table({ width, height, config, frames, step, offset }),
          ),
        ),
      ),
    );
  const offset = head.length + movie(0).length + 8;
  return Buffer.concat([head, movie(offset), box('mdat', ...frames.map(({ data }) => data))]);
}

function table({ width, height, config, frames, step, offset }) {
  const keys = frames.flatMap(({ key }, at) => (key ? [at + 1] : []));
  const size = [u16(width, height), u32(0x480000, 0x480000, 0), u16(1), Buffer.alloc(32), u16(24, 0xffff)];
  const picture = box('avc1', Buffer.alloc(6), u16(1), Buffer.alloc(16), ...size, box('avcC', config));
  return box(
    'stbl',
    full('stsd', 0, u32(1), picture),
    full('stts', 0, u32(1, frames.length, step)),
    full('stss', 0, u32(keys.length, ...keys)),
    full('stsc', 0, u32(1, 1, frames.length, 1)),
    full('stsz', 0, u32(0, frames.length, ...frames.map(({ data }) => data.length))),
    full('stco', 0, u32(1, offset)),
  );
}

function box(name, ...parts) {
  const inside = Buffer.concat(parts);
  return Buffer.concat([u32(8 + inside.length), Buffer.from(name), inside]);
}

/** A box with a version, always 0, and flags. */
function full(name, flags, ...parts) {
  return box(name, u8(0, 0, 0, flags), ...parts);
}

function numbers(values, bytes) {
  const buffer = Buffer.alloc(values.length * bytes);
  values.forEach((value, at) => buffer.writeUIntBE(value, at * bytes, bytes));
  return buffer;
}
