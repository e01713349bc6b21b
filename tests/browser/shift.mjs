// No flash, no shift: what is painted stays where it is and as it is, over a fast line and a slow one, with script and
// without, at any moment of the timeline.

import { newTab, setClock, visit } from './browser.mjs';

const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 800 };
/** Time for late shifts, ms. */
const CALM = 100;

/** `slow`: the address of the same page behind a slow line. */
export async function checkShift(browser, look, slow, report) {
  const { context, page } = await newTab(browser);
  if (look.time !== undefined) await setClock(page, look.time);
  await page.addInitScript(watch);
  const visits = [
    { viewport: NARROW, url: look.url, line: '' },
    { viewport: WIDE, url: look.url, line: '' },
    { viewport: NARROW, url: slow, line: ', slow line' },
  ];
  for (const { viewport, url, line } of visits) {
    await page.setViewportSize(viewport);
    await visit(page, { ...look, url });
    await page.waitForTimeout(CALM);
    const { shifts, frames } = await page.evaluate(findings);
    const where = `${look.where} ${viewport.width}px${line}`;
    report.check(`${where}: nothing shifts`, shifts.length === 0, shifts.join(' | '));
    const flash = frames.flatMap((frame) => notIn(frame, frames.at(-1)));
    report.check(`${where}: what is painted stays`, flash.length === 0, [...new Set(flash)].slice(0, 3).join(' | '));
  }
  await context.close();
}

/** Lines of an early frame that the finished page does not have at that place; the last line may still be growing. */
function notIn(frame, last) {
  let place = 0;
  for (const [i, line] of frame.entries()) {
    const isLast = i === frame.length - 1;
    const found = last.findIndex((other, at) => at >= place && (other === line || (isLast && other.startsWith(line))));
    if (found < 0) return [line];
    place = found + 1;
  }
  return [];
}

/** Runs before the page: notes at every frame, just before it is painted, what can be read in it. */
function watch() {
  window.frames_seen = [];
  const note = () => {
    const text = document.querySelector('main')?.innerText;
    if (text !== undefined && text !== window.frames_seen.at(-1)) window.frames_seen.push(text);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

/** Every layout shift since the start, and the lines of every frame. */
async function findings() {
  const shifts = await new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done([]), 30);
  });
  const name = ({ node }) => (node?.parentElement ?? node)?.textContent.trim().replace(/\s+/g, ' ').slice(0, 24);
  const texts = [...(window.frames_seen ?? []), document.querySelector('main').innerText];
  return {
    shifts: shifts.map(({ value, sources }) => `${value.toFixed(4)} (${sources.map(name).join(', ')})`),
    frames: texts.map((text) => text.split('\n').map((line) => line.trim()).filter(Boolean)),
  };
}
