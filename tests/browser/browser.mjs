// Starts the browser so that it fetches nothing and sees only the theme's fonts: the same pixels on every machine.

import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const FONTS = fileURLToPath(new URL('../../themes/default/fonts', import.meta.url));
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function launch() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'oideyo-browser-'));
  const fonts = path.join(folder, 'fonts.conf');
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><fontconfig><dir>${FONTS}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGS,
    env: { ...process.env, FONTCONFIG_FILE: fonts },
  });
}

/** Opens `url` in a fresh context, with the clock standing at `time` (ms) if given; `faults` collects requests that leave the machine and errors of scripts. */
export async function open(browser, url, { time, ...options } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) faults.push(`request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => faults.push(`missing ${request.url()}`));
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  if (time !== undefined) {
    await page.clock.install({ time: time - 1000 });
    await page.clock.pauseAt(time);
  }
  await page.goto(url);
  return { context, page, faults };
}
