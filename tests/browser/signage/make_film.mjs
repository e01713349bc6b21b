// node tests/browser/signage/make_film.mjs OUT.mp4: draws the sample film, a spoon that goes to a bowl, and writes it as
// H.264 in MP4. Chromium codes the pictures, mp4.mjs puts them into the file.

import { writeFileSync } from 'node:fs';
import { launch, newTab } from '../browser.mjs';
import { mp4 } from './mp4.mjs';

const [WIDTH, HEIGHT] = [1280, 1120];
const RATE = 20;
const SECONDS = 4;
const BITS = 190_000;

const out = process.argv[2];
if (!out) {
  console.error('usage: make_film.mjs OUT.mp4');
  process.exit(2);
}
const browser = await launch();
const { page } = await newTab(browser);
// Coding needs a page of its own origin; a file is one.
await page.goto(new URL('blank.html', import.meta.url).href);
const film = await page.evaluate(record, { width: WIDTH, height: HEIGHT, rate: RATE, seconds: SECONDS, bits: BITS, draw: String(draw) });
await browser.close();
const bytes = mp4({
  width: WIDTH,
  height: HEIGHT,
  rate: RATE,
  config: Buffer.from(film.config, 'base64'),
  frames: film.frames.map(({ key, data }) => ({ key, data: Buffer.from(data, 'base64') })),
});
writeFileSync(out, bytes);
console.log(`${out}: ${bytes.length} bytes, ${film.frames.length} pictures`);

/** Runs in the page. */
async function record({ width, height, rate, seconds, bits, draw }) {
  const paint = (0, eval)(`(${draw})`);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const base64 = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
  const frames = [];
  let config;
  const encoder = new VideoEncoder({
    output(chunk, { decoderConfig }) {
      if (decoderConfig?.description) config = base64(decoderConfig.description);
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      frames.push({ key: chunk.type === 'key', data: base64(data) });
    },
    error(error) {
      throw error;
    },
  });
  encoder.configure({ codec: 'avc1.4d0028', width, height, bitrate: bits, framerate: rate, avc: { format: 'avc' } });
  for (let number = 0; number < rate * seconds; number += 1) {
    paint(context, width, height, number / (rate * seconds));
    const frame = new VideoFrame(canvas, { timestamp: (number * 1e6) / rate, duration: 1e6 / rate });
    encoder.encode(frame, { keyFrame: number === 0 });
    frame.close();
  }
  await encoder.flush();
  return { config, frames };
}

/** One picture; `part` goes from 0 to 1, and what it shows begins where it ends. */
function draw(context, width, height, part) {
  const [cream, green, deep, sun, peach, paper] = ['#fff9ee', '#0b6b58', '#084c3f', '#ffd166', '#ffe8c9', '#ffffff'];
  const fill = (colour, path) => {
    context.fillStyle = colour;
    context.beginPath();
    path();
    context.fill();
  };
  const [middle, table] = [width / 2, height * 0.62];
  // The spoon goes in and out once, softly.
  const near = (1 - Math.cos(part * 2 * Math.PI)) / 2;
  fill(cream, () => context.rect(0, 0, width, height));
  fill(sun, () => context.arc(middle, table + 4, 345 + 14 * near, Math.PI, 0));
  fill(peach, () => context.ellipse(middle, table + 300, 470, 46, 0, 0, 2 * Math.PI));
  // Steam.
  context.lineCap = 'round';
  context.lineWidth = 20;
  context.strokeStyle = paper;
  for (const [number, x] of [-150, -30].entries()) {
    const sway = 26 * Math.sin((part + number / 3) * 2 * Math.PI);
    context.beginPath();
    context.moveTo(middle + x, table - 110);
    context.bezierCurveTo(middle + x + sway, table - 160, middle + x - sway, table - 210, middle + x, table - 270);
    context.stroke();
  }
  // The spoon, behind the rim of the bowl.
  context.save();
  context.translate(middle + 190 + 130 * (1 - near), table + 10 - 300 * (1 - near));
  context.rotate(0.5 + 0.15 * (1 - near));
  context.lineWidth = 34;
  context.strokeStyle = deep;
  context.beginPath();
  context.moveTo(0, -80);
  context.lineTo(0, -400);
  context.stroke();
  fill(deep, () => context.ellipse(0, 0, 58, 92, 0, 0, 2 * Math.PI));
  context.restore();
  fill(paper, () => context.ellipse(middle, table, 340, 42, 0, 0, Math.PI));
  fill(green, () => {
    context.moveTo(middle - 360, table);
    context.bezierCurveTo(middle - 350, table + 210, middle - 190, table + 300, middle, table + 300);
    context.bezierCurveTo(middle + 190, table + 300, middle + 350, table + 210, middle + 360, table);
  });
  fill(paper, () => context.ellipse(middle, table + 2, 350, 34, 0, 0, 2 * Math.PI));
  fill(peach, () => context.ellipse(middle, table + 8, 316, 22, 0, 0, 2 * Math.PI));
}
