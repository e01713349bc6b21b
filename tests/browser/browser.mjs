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
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * `textSize`: what a reader has set as the size of text, px; lengths in rem and media queries follow it, as with the
 * setting in Chrome. `port`: where another program may steer the browser.
 */
export async function launch({ textSize, port } = {}) {
  const args = [...ARGS];
  if (textSize) args.push(`--blink-settings=defaultFontSize=${textSize}`);
  if (port) args.push(`--remote-debugging-port=${port}`);
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args,
    env: { ...process.env, FONTCONFIG_FILE: onlyOurFonts() },
  });
}

function onlyOurFonts() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'oideyo-browser-'));
  const file = path.join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${FONTS}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  return file;
}

/**
 * A tab in a fresh context. `requests` collects what it asks for; `faults` what leaves the machine, what is missing, and
 * errors of scripts.
 */
export async function newTab(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests = [];
  const faults = [];
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith('data:')) requests.push(address);
    if (!/^(file:|data:|http:\/\/127\.0\.0\.1:)/.test(address)) faults.push(`request to ${address}`);
  });
  page.on('requestfailed', (request) => faults.push(`missing ${request.url()}`));
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  return { context, page, requests, faults };
}

/**
 * Opens a page in a tab of its own. `time` (seconds): the page's clock says that when it opens, and goes on; `script:
 * false`: its own scripts do not run.
 */
export async function open(browser, { url, time, script }, options = {}) {
  const tab = await newTab(browser, options);
  if (time !== undefined) await setClock(tab.page, time);
  await visit(tab.page, { url, script });
  return tab;
}

/** Goes to `url`. Without `script` those of the page do not run; the test's own do, once the page stands there. */
export async function visit(page, { url, script = true }) {
  if (script) return page.goto(url);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.goto(url);
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  return session.detach();
}

/** From the next visit on a page's clock starts at `time` (seconds). */
export async function setClock(page, time) {
  await page.addInitScript(shiftClock, time * 1000);
}

/** Runs in a page before its scripts. Only the clock: timers and frames stay real. */
export function shiftClock(start) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      super(...(parts.length ? parts : [Date.now()]));
    }
    static now() {
      return start + Math.floor(performance.now());
    }
  };
}

/** As open(), but time stands still at `time` (seconds) until the test lets it go on by page.clock. */
export async function openStopped(browser, url, time) {
  const tab = await newTab(browser);
  await tab.page.clock.install({ time: (time - 1) * 1000 });
  await tab.page.clock.pauseAt(time * 1000);
  await visit(tab.page, { url });
  return tab;
}
