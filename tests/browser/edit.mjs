// The one entry: node tests/browser/edit.mjs OIDEYO
// Edits a small site in a real browser, as staff do, and looks at the files afterwards.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { accessibility } from './axe.mjs';
import { launch, newTab } from './browser.mjs';
import { Report } from './report.mjs';

/** A page may take so long on a slow machine, ms. */
const PATIENCE = 60_000;
const SESSION = 'content/rinyushoku/2026-12-10.md';
const SITE = `city: あおば市
team: 健康こども課
base_url: https://www.city.aoba.example.jp/oideyo/
booking_hosts: [booking.example.jp]
contact: {name: あおば市 健康こども課, phone: 0197-00-0011}
channels: {card: しない, signage: しない}
`;
const COURSE = `---
name: 離乳食教室
title: 「もぐもぐ」の準備／サポートします！
time: 10:00-11:30
audience: {min_months: 5, max_months: 6}
venue: {name: あおばこども健康センター, room: 2階 調理室}
fee: 無料
booking:
  url: https://booking.example.jp/f/Wuu3y
  phone: 0197-00-0011
---
離乳食のはじめ方を、いっしょに体験します。
`;
const TEXT = '---\r\nseats: open   # 電話で確かめた\r\ntitle: "もぐもぐ"\r\n---\r\n本文です。\r\n';

const report = new Report();
const program = path.resolve(process.argv[2] ?? 'target/release/oideyo');
const browser = await launch();
try {
  for (const language of ['ja', 'en']) await inALanguage(language);
} finally {
  await browser.close();
}
process.exit(report.close());

/** A site of its own, its editor in a tab, and everything that staff do there. */
async function inALanguage(language) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'oideyo-edit-'));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const read = (file) => readFileSync(path.join(folder, file), 'utf8');
  write('content/site.yaml', SITE + (language === 'en' ? 'language: en\n' : ''));
  write('content/rinyushoku/_course.md', COURSE);
  write(SESSION, TEXT);
  write('content/rinyushoku/2027-01-14.md', '---\n---\n');
  const server = await start(folder);
  let desk = { server };
  const tab = await newTab(browser, { viewport: { width: 1500, height: 1000 } });
  tab.page.setDefaultTimeout(PATIENCE);
  const check = (what, is, why = '') => report.check(`${what} (${language})`, is, why);
  try {
    await tab.page.goto(`${server.url}#rinyushoku/2026-12-10`);
    await tab.page.locator('.e-choice[data-word=full]').waitFor();
    desk = { ...tab, folder, read, write, check, server, language };
    check('the page speaks one language', (await tab.page.evaluate(() => document.documentElement.lang)) === language);
    await seats(desk);
    await markdown(desk);
    await inherited(desk);
    await conflict(desk);
    await mistakes(desk);
    await keyboard(desk);
    await newFiles(desk);
    await looks(desk);
    await typingOn(desk);
    await follows(desk);
    await chosenQuickly(desk);
    await gone(desk);
    await anew(desk);
    // A frame whose page has changed again stops loading the earlier one.
    const faults = tab.faults.filter((fault) => !fault.startsWith('missing'));
    check('nothing is asked of anybody else, and no script fails', faults.length === 0, faults.join('; '));
  } catch (error) {
    check('everything could be done', false, error.stack);
  } finally {
    await tab.context.close();
    desk.server.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The real program. */
async function start(folder, port = '28860') {
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', NO_COLOR: '1' };
  const child = spawn(program, ['serve', '--edit', '--no-open', '--port', port, '--site', folder, '--now', '2026-12-01T09:00'], { env });
  child.stderr.resume();
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = line.match(/http:\/\/[^ ]+\//) ?? [];
    if (url) return { child, url };
  }
  throw new Error('the program ended');
}

/** Waits until something holds; gives whether it ever did. */
async function soon(is) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await is()) return true;
    await new Promise((ready) => setTimeout(ready, 50));
  }
  return false;
}

function state({ page }) {
  return page.locator('.e-state').textContent();
}

async function isDirty({ page }) {
  return (await page.locator('#edit.e-dirty').count()) > 0;
}

function isSaved(desk) {
  return soon(async () => !(await isDirty(desk)) && (await desk.page.locator('.e-save').isDisabled()));
}

/** Whether a page of the site soon says something in the preview. */
function preview({ page, server }, words) {
  const url = `${server.url}site/rinyushoku/2026-12-10.html`;
  const html = () => page.evaluate(async (address) => (await fetch(address)).text(), url);
  return soon(async () => (await html()).includes(words));
}

async function clean(desk, what) {
  const violations = await accessibility(desk.page);
  const own = violations.filter((violation) => /edit|e-/.test(violation));
  desk.check(`axe: ${what}`, own.length === 0, own.join('; '));
}

/** 満席 by one press; the file changes in one word, and changes back. */
async function seats(desk) {
  const { page, read, check } = desk;
  await clean(desk, 'the form');
  await page.locator('.e-choice[data-word=full] input').check();
  check('what is not saved is said', await soon(() => isDirty(desk)), await state(desk));
  check('the preview shows it before it is saved', await preview(desk, '満席'));
  check('and the file is as it was', read(SESSION) === TEXT);
  await page.locator('.e-save').click();
  await isSaved(desk);
  check('one word changed', read(SESSION) === TEXT.replace('open', 'full'), read(SESSION));
  await page.locator('.e-undo').click();
  check('one press undoes it', await soon(() => read(SESSION) === TEXT), read(SESSION));
  await isSaved(desk);
  const earlier = readdirSync(path.join(desk.folder, 'out/earlier/rinyushoku/2026-12-10.md'));
  check('every text is kept', earlier.length === 2, earlier.join());
  await page.locator('.e-earlier').click();
  await page.locator('.e-texts li').first().getByRole('button').first().click();
  await page.locator('.e-dialog .e-line').first().waitFor();
  await clean(desk, 'earlier texts');
  await page.locator('.e-texts li').first().getByRole('button').nth(1).click();
  check('an earlier text is restored', await soon(() => read(SESSION) === TEXT.replace('open', 'full')), read(SESSION));
  await isSaved(desk);
  await page.locator('.e-undo').click();
  await soon(() => read(SESSION) === TEXT);
  await isSaved(desk);
}

/** The Markdown lives in the preview as it is typed, survives a reload and is saved with Ctrl+S. */
async function markdown(desk) {
  const { page, read, check } = desk;
  await page.locator('[data-tab=body]').click();
  const box = page.locator('textarea.e-text');
  check('line ends are no characters', (await box.inputValue()) === '本文です。\n');
  await box.fill('本文です。\n\n**当日の朝**に決めてもかまいません。\n');
  check('Markdown is shown as it is typed', await preview(desk, '<strong>当日の朝</strong>'));
  await clean(desk, 'the text');
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  check('what was typed is there again after a reload', await soon(() => isDirty(desk)));
  await page.locator('[data-tab=body]').click();
  check('every word of it', (await page.locator('textarea.e-text').inputValue()).includes('**当日の朝**'));
  await page.locator('textarea.e-text').press('Control+s');
  const wanted = TEXT.replace('本文です。\r\n', '本文です。\r\n\r\n**当日の朝**に決めてもかまいません。\r\n');
  check('Ctrl+S saves', await soon(() => read(SESSION) === wanted), read(SESSION));
  await isSaved(desk);
  await page.locator('[data-tab=raw]').click();
  await page.locator('textarea.e-text').fill(TEXT.replaceAll('\r\n', '\n'));
  await page.locator('.e-save').click();
  check('the whole file can be edited, too', await soon(() => read(SESSION) === TEXT), read(SESSION));
  await isSaved(desk);
  await page.locator('[data-tab=fields]').click();
}

/** 「この回だけ変える」. */
async function inherited(desk) {
  const { page, read, check } = desk;
  await page.locator('[data-group=facts] > summary').click();
  const room = page.locator('[data-path="venue.room"]');
  check('what the course says is shown', (await room.textContent()).includes('2階 調理室'));
  await room.getByRole('button').first().click();
  await room.locator('input').fill('3階 和室');
  await soon(() => isDirty(desk));
  await page.locator('.e-save').click();
  const wanted = TEXT.replace('title: "もぐもぐ"\r\n', 'title: "もぐもぐ"\r\nvenue:\r\n  room: 3階 和室\r\n');
  check('only the room is written here', await soon(() => read(SESSION) === wanted), read(SESSION));
  await isSaved(desk);
  await page.locator('.e-undo').click();
  await soon(() => read(SESSION) === TEXT);
  await isSaved(desk);
}

/** Somebody else saves meanwhile. */
async function conflict(desk) {
  const { page, read, write, check } = desk;
  const theirs = TEXT.replace('もぐもぐ', 'ごっくん');
  await page.locator('.e-choice[data-word=few] input').check();
  await preview(desk, '残りわずか');
  write(SESSION, theirs);
  await page.locator('.e-save').click();
  await page.locator('.e-dialog [data-choose=mine]').waitFor();
  check('nothing is overwritten', read(SESSION) === theirs);
  const difference = await page.locator('.e-difference').textContent();
  check('both are shown', difference.includes('- title: "ごっくん"') && difference.includes('+ title: "もぐもぐ"'), difference);
  await clean(desk, 'a conflict');
  await page.locator('.e-dialog [data-choose=copy]').click();
  await isSaved(desk);
  const earlier = path.join(desk.folder, 'out/earlier/rinyushoku/2026-12-10.md');
  const mine = TEXT.replace('open', 'few');
  const kept = readdirSync(earlier).some((name) => readFileSync(path.join(earlier, name), 'utf8') === mine);
  check('theirs stays, mine is kept', kept && read(SESSION) === theirs);
  await page.locator('.e-choice[data-word=few] input').check();
  await preview(desk, '残りわずか');
  write(SESSION, TEXT);
  await page.locator('.e-save').click();
  await page.locator('.e-dialog [data-choose=mine]').click();
  check('mine is put in its place deliberately', await soon(() => read(SESSION) === theirs.replace('open', 'few')), read(SESSION));
  await isSaved(desk);
}

/** A mistake is told at its field. */
async function mistakes(desk) {
  const { page, check } = desk;
  const field = page.locator('[data-path="booking.url"]');
  await field.getByRole('button').first().click();
  await field.locator('input').fill('https://evil.example.com/f');
  await field.locator('.e-error').waitFor();
  check('a mistake stands at its field', (await field.locator('input').getAttribute('aria-invalid')) === 'true');
  await clean(desk, 'a mistake');
  await page.locator('.e-discard').click();
  check('what was typed can be given up', await isSaved(desk));
}

/** Without a mouse. */
async function keyboard(desk) {
  const { page, read, check } = desk;
  await page.locator('[data-group=often] > summary').focus();
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.activeElement.closest('[data-path]')?.dataset.path);
  check('the first field is the next one', inside === 'seats', inside);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+s');
  check('arrows choose, Ctrl+S saves', await soon(() => /seats: full/.test(read(SESSION))), read(SESSION));
  await isSaved(desk);
  await page.locator('[role=tab][aria-selected=true]').focus();
  await page.keyboard.press('ArrowRight');
  check('arrows change the tab', (await page.locator('[role=tab][aria-selected=true]').getAttribute('data-tab')) === 'body');
  await page.keyboard.press('ArrowLeft');
}

/** New sessions and copies. */
async function newFiles(desk) {
  const { page, read, check } = desk;
  await page.locator('.e-new').click();
  const dialog = page.locator('.e-dialog');
  await dialog.locator('input[type=date]').fill('2027-02-18');
  await dialog.getByRole('button').first().click();
  await dialog.locator('pre').waitFor();
  await clean(desk, 'a new session');
  await dialog.locator('[type=submit]').click();
  await soon(async () => (await dialog.count()) === 0);
  check('a new session is made', read('content/rinyushoku/2027-02-18.md').startsWith('---\n'));
  await page.locator('.e-files', { hasText: '2027-02-18.md' }).waitFor();
  await page.locator('.e-copy').click();
  await dialog.locator('input[type=date]').fill('2027-03-11');
  await dialog.locator('[type=submit]').click();
  await soon(async () => (await dialog.count()) === 0);
  check('a copy is made', read('content/rinyushoku/2027-03-11.md').startsWith('---\n'));
}

/** List, form and preview are all there at every width. */
async function looks({ page, check }) {
  for (const width of [768, 1100, 1280, 1500]) {
    await page.setViewportSize({ width, height: 1000 });
    const [narrowest, over] = await page.evaluate(() => {
      const rooms = [...document.querySelectorAll('.list, #edit, main')];
      const inside = [...rooms, document.documentElement, document.querySelector('.filters')];
      return [
        Math.min(...rooms.map((room) => room.clientWidth)),
        Math.max(...inside.map((box) => box.scrollWidth - box.clientWidth)),
      ];
    });
    check(`all three are seen at ${width} px`, narrowest >= 240, `${narrowest} px`);
    check(`nothing sticks out at ${width} px`, over <= 0, `${over} px`);
  }
}

/** Shows a session in the list and its form, and waits for both. */
async function select({ page }, id) {
  await page.locator(`a[data-id="${id}"]`).click();
  await page.locator('.e-files code', { hasText: `${id}.md` }).waitFor();
}

/** A file is saved while its writer types on. */
async function typingOn(desk) {
  const { page, read, write, check } = desk;
  write(SESSION, TEXT);
  await select(desk, 'rinyushoku/2026-12-10');
  await page.locator('[data-tab=body]').click();
  const box = page.locator('textarea.e-text');
  await box.press('Control+Home');
  await box.pressSequentially('朝、');
  const slow = '**/api/edit/save';
  await page.route(slow, async (route) => {
    await new Promise((ready) => setTimeout(ready, 1000));
    await route.continue();
  });
  await page.keyboard.press('Control+s');
  await page.waitForRequest(slow);
  await page.keyboard.type('昼、');
  check('what was typed before is saved', await soon(() => read(SESSION).includes('---\r\n朝、本文です。')), read(SESSION));
  await page.waitForTimeout(500);
  await page.keyboard.type('夜、');
  await page.unroute(slow);
  check('the cursor stays where it is', (await box.inputValue()) === '朝、昼、夜、本文です。\n', await box.inputValue());
  check('what was typed since is not saved yet', await isDirty(desk));
  check('nobody else is blamed for the save', (await page.locator('.e-dialog').count()) === 0);
  await page.keyboard.press('Control+s');
  check('and is saved with the next', await soon(() => read(SESSION).includes('朝、昼、夜、本文です。')), read(SESSION));
  await isSaved(desk);
  await page.locator('[data-tab=fields]').click();
}

/** Somebody else saves while nothing is typed here: there is nothing to choose. */
async function follows(desk) {
  const { page, read, write, check } = desk;
  const seats = () => page.locator('[data-path=seats] .e-choice:has(:checked)').getAttribute('data-word');
  write(SESSION, TEXT.replace('open', 'few'));
  check('the form follows the file', await soon(async () => (await seats()) === 'few'), await seats());
  await page.locator('.e-choice[data-word=full] input').check();
  await page.locator('.e-save').click();
  check('and is saved without a question', await soon(() => read(SESSION) === TEXT.replace('open', 'full')), read(SESSION));
  await isSaved(desk);
}

/** Whoever chooses twice sees the form of what was chosen last, whichever answer is late. */
async function chosenQuickly(desk) {
  const { page, check } = desk;
  let asked = 0;
  const read = '**/api/edit/read';
  await page.route(read, async (route) => {
    asked += 1;
    if (asked === 1) await new Promise((ready) => setTimeout(ready, 1500));
    await route.continue();
  });
  await page.locator('a[data-id="rinyushoku/2027-01-14"]').click();
  await soon(() => asked > 0);
  await select(desk, 'rinyushoku/2026-12-10');
  await page.waitForTimeout(2000);
  await page.unroute(read);
  const file = await page.locator('.e-files code').textContent();
  check('the form is that of what is selected', file === SESSION, file);
}

/** A file goes away while something is typed into it. */
async function gone(desk) {
  const { page, folder, check } = desk;
  await select(desk, 'rinyushoku/2027-01-14');
  await page.locator('[data-tab=body]').click();
  await page.locator('textarea.e-text').fill('これだけは残してください。\n');
  await soon(() => isDirty(desk));
  rmSync(path.join(folder, 'content/rinyushoku/2027-01-14.md'));
  const other = page.locator('.e-others button');
  await other.click();
  const left = page.locator('textarea.e-text[readonly]');
  await left.waitFor();
  check('what was typed can still be copied', (await left.inputValue()).includes('これだけは残してください。'));
  await clean(desk, 'a file that is gone');
  await page.locator('.e-panel button').click();
  check('and given up', await soon(async () => (await other.count()) === 0));
}

/** The program ends and is started again: the page goes on with it. */
async function anew(desk) {
  const { page, read, check } = desk;
  await select(desk, 'rinyushoku/2026-12-10');
  const { child, url } = desk.server;
  child.kill();
  await once(child, 'exit');
  await page.locator('[data-tab=body]').click();
  await page.locator('textarea.e-text').fill('つながらない間に書きました。\n');
  await page.locator('.e-told .e-error').waitFor();
  check('that nobody answers is told', (await page.locator('.e-told').textContent()).includes('oideyo'));
  desk.server = await start(desk.folder, new URL(url).port);
  check('the new one shows what is typed', await preview(desk, 'つながらない間に書きました。'));
  await page.keyboard.press('Control+s');
  check('and saves it', await soon(() => read(SESSION).includes('つながらない間に書きました。')), read(SESSION));
  await isSaved(desk);
}
