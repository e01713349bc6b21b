// The workbench in a browser: node tests/browser/workbench.mjs OIDEYO
// What it shows of a session at each moment, what happens when files are saved, by keyboard alone, in both languages.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { accessibility } from './axe.mjs';
import { launch, newTab } from './browser.mjs';
import { checkKeyboard } from './keyboard.mjs';
import { Site, preview } from './preview.mjs';
import { Report } from './report.mjs';
import { PATIENCE, watcher } from './watch.mjs';

const SAMPLE = fileURLToPath(new URL('../..', import.meta.url));
const NOW = '2026-12-01T09:00';
const SESSION = 'rinyushoku/2026-12-10';
const FILE = `content/${SESSION}.md`;
/** Every picture of a site is drawn anew at first. */
const DRAWN = 180_000;

const program = path.resolve(process.argv[2] ?? 'target/release/oideyo');
const report = new Report();
const { until, phoneSays } = watcher(report);
const browser = await launch();
const site = new Site(SAMPLE, ['rinyushoku', 'sokutei']);
let served = null;
try {
  served = await preview(program, site, { now: NOW });
  await japanese(served.url);
  await english();
} catch (error) {
  report.check('the test itself', false, error.stack);
} finally {
  served?.end();
  site.remove();
  await browser.close();
}
process.exit(report.close());

async function japanese(url) {
  const tab = await newTab(browser, { viewport: { width: 1280, height: 800 } });
  await tab.page.addInitScript(() => {
    window.told = [];
    for (const name of ['oideyo:session', 'oideyo:version'])
      addEventListener(name, ({ detail }) => window.told.push([name, detail]));
  });
  await tab.page.goto(`${url}#${SESSION}`);
  const { page } = tab;
  page.setDefaultTimeout(PATIENCE);
  await theList(page);
  await theSession(page);
  await looks(page, 'ja');
  await theMoments(page);
  await saving(page);
  await mistakes(page);
  await takingAway(page);
  await theWholeSite(page);
  await links(page);
  const away = tab.requests.filter((request) => !request.replace(/^blob:/, '').startsWith(url));
  report.check('no request leaves this machine', away.length === 0 && tab.requests.length > 50, away.join(', '));
  // A frame whose page has changed again stops loading the earlier one; players keep pictures as blobs.
  const faults = tab.faults.filter((fault) => !/^missing|^request to blob:/.test(fault));
  report.check('no script stumbles', faults.length === 0, faults.join('; '));
  await tab.context.close();
  await checkKeyboard(browser, `${url}#${SESSION}`, report);
}

/** The page in the phone's frame. */
function phone(page) {
  return page.frameLocator('#phone iframe:not(.coming)');
}

async function theList(page) {
  await page.waitForSelector(`a[data-id="${SESSION}"]`);
  const rows = await page.locator('#groups a[data-id*="/"]').count();
  report.check('every session is listed', rows === 8, `${rows}`);
  const phase = (id) => page.locator(`a[data-id="${id}"] .chip`).textContent();
  for (const [id, name] of [
    [SESSION, '残りわずか'],
    ['rinyushoku/2026-12-05', '満席'],
    ['rinyushoku/2027-01-14', '受付前'],
    ['rinyushoku/2026-11-12', '終了'],
    ['sokutei/2026-12-21', '延期'],
  ]) {
    report.check(`${id} is listed with its phase`, (await phase(id)) === name, await phase(id));
  }
  const order = await page
    .locator('#groups section:has([data-id="rinyushoku"]) > ul a[data-id*="/"]')
    .evaluateAll((links) => links.map((link) => link.dataset.id));
  report.check('the soonest come first', String(order) === String([...order].sort()) && order.length === 4, String(order));
  report.check('what is over is folded away', !(await page.locator('a[data-id="rinyushoku/2026-11-12"]').isVisible()));
  await page.fill('#search', '12/10');
  const found = await page
    .locator('#groups a[data-id*="/"]:visible')
    .evaluateAll((links) => links.map((link) => link.dataset.id));
  report.check('a session is found by its day', String(found) === SESSION, String(found));
  await page.fill('#search', '');
}

async function theSession(page) {
  await phoneSays(page, 'the phone shows the page', '予約する');
  const told = await page.evaluate(() => window.told);
  const session = told.filter(([name]) => name === 'oideyo:session').map(([, detail]) => detail);
  report.check(
    'others on the page are told what is selected',
    JSON.stringify(session) === JSON.stringify([{ id: SESSION, file: FILE }]),
    JSON.stringify(told),
  );
  await until(page, 'and of each version', () =>
    window.told.some(([name, { version, stage }]) => name === 'oideyo:version' && version > 0 && stage),
  );
  const drawn = (kinds) => kinds.every((kind) => document.querySelector(`.picture.${kind} img`)?.naturalWidth > 0);
  await until(page, 'all cards and slides are shown', drawn, ['ogp', 'line', 'story', 'landscape', 'portrait'], DRAWN);
  const sizes = await page
    .locator('.picture img')
    .evaluateAll((images) => images.map((image) => `${image.naturalWidth}×${image.naturalHeight}`));
  report.check('in their sizes', String(sizes) === '1200×630,1040×1040,1080×1920,1920×1080,1080×1920', String(sizes));
  const talk = await page.locator('.bubble img').evaluateAll((images) => images.map((image) => image.clientWidth));
  report.check('a chat shows cards 320 px wide', String(talk) === '320,320', String(talk));
  const facts = await page.locator('#others, .others').innerText();
  for (const words of ['https://booking.example.jp/', 'インチの画面で', 'はがきの大きさで']) {
    report.check(`it says 「${words}」`, facts.includes(words));
  }
  await page.click('.picture.ogp .look');
  const real = await page.locator('#zoom-image').evaluate((image) => image.clientWidth);
  report.check('a click shows a card in its own size', real === 1200, `${real}`);
  await page.keyboard.press('Escape');
  await until(
    page,
    'the wide page is 1280 px wide',
    () => document.querySelector('#wide-frame iframe')?.contentWindow?.innerWidth === 1280,
  );
  for (const width of [320, 430, 390]) {
    await page.click(`#widths label:has([value="${width}"])`);
    const is = await page.locator('#phone iframe:not(.coming)').evaluate((frame) => frame.contentWindow.innerWidth);
    report.check(`the phone is ${width} px wide`, is === width, `${is}`);
  }
}

/** Nothing is cut off at any width, and axe finds nothing, light and dark. */
async function looks(page, lang) {
  for (const [width, height] of [
    [1920, 1080],
    [1280, 800],
    [768, 1024],
  ]) {
    await page.setViewportSize({ width, height });
    const over = await page.evaluate(() => {
      const main = document.querySelector('main');
      return Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
    });
    report.check(`${lang}: nothing sticks out at ${width} px`, over <= 0, `${over} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    // Colours fade over.
    await page.waitForTimeout(400);
    const found = await accessibility(page);
    report.check(`${lang}: axe finds nothing in ${colorScheme}`, found.length === 0, found.join('; '));
  }
  await page.click('#help-open');
  const found = await accessibility(page);
  report.check(`${lang}: axe finds nothing in the help`, found.length === 0, found.join('; '));
  await page.keyboard.press('Escape');
}

async function theMoments(page) {
  const names = await page.locator('#phases button').allTextContents();
  report.check(
    'every phase of the session is there to go to',
    String(names) === '受付前,残りわずか,受付終了,開催中,終了',
    String(names),
  );
  const slide = () =>
    page
      .locator('.picture.landscape')
      .getAttribute('data-shown', { timeout: 1000 })
      .catch(() => '');
  const slides = {};
  for (const name of names) {
    await page.click(`#phases button:text-is("${name}")`);
    report.check(`the slider says ${name}`, (await page.locator('#at-text').textContent()).endsWith(name));
    await phoneSays(
      page,
      `at its moment the page says ${name}`,
      { 残りわずか: '残りわずか', 開催中: 'この回は開催中です', 終了: 'この回は終わりました' }[name] ?? name,
    );
    await page.waitForTimeout(300);
    await until(
      page,
      `${name}: the slides are those of the moment`,
      (isOver) => (document.querySelectorAll('#slide-pictures figure').length === 0) === isOver,
      name === '終了',
    );
    if (name !== '終了')
      await until(
        page,
        `${name}: a slide is drawn`,
        () =>
          document.querySelector('.picture.landscape')?.dataset.shown ===
          document.querySelector('.picture.landscape')?.dataset.address,
      );
    slides[name] = await slide();
  }
  report.check(
    'slides differ by phase',
    new Set(Object.values(slides)).size >= 3 && slides['受付終了'].includes('.closed.'),
    JSON.stringify(slides),
  );
  await page.locator('#at-range').focus();
  await page.keyboard.press('Home');
  await phoneSays(page, 'the slider goes back to the beginning', '受付前');
  await page.fill('#at-input', '2026-12-09T12:00');
  await page.locator('#at-input').dispatchEvent('change');
  await phoneSays(page, 'a moment can be typed', '受付終了');
  await page.click('#at-now');
  await phoneSays(page, 'and back to now', '残りわずか');
}

async function saving(page) {
  await page.evaluate(() => (window.stays = true));
  const before = await page.locator('.picture.ogp').getAttribute('data-shown');
  await page.locator('#phone iframe:not(.coming)').evaluate((frame) => frame.contentWindow.scrollTo(0, 300));
  const text = site.read(FILE);
  site.write(FILE, text.replace(/^(title|見出し):.*$/m, 'title: あたらしい／見出し'));
  await phoneSays(page, 'what is saved is seen on the page', 'あたらしい');
  const down = await page.locator('#phone iframe:not(.coming)').evaluate((frame) => frame.contentWindow.scrollY);
  report.check('the place on the page stays', down === 300, `${down}`);
  await until(
    page,
    'the list changes, too',
    (id) => document.querySelector(`a[data-id="${id}"] .title`).textContent === 'あたらしい見出し',
    SESSION,
  );
  await until(
    page,
    'the card is drawn anew',
    (old) => document.querySelector('.picture.ogp').dataset.shown !== old && !document.querySelector('.picture.ogp.stale'),
    before,
  );
  report.check('the workbench itself is not loaded anew', await page.evaluate(() => window.stays === true));
  await page.click('a[data-id=".home"]');
  await phoneSays(page, 'the home page has it', 'あたらしい');
  site.write(FILE, text);
  await until(
    page,
    'the home page changes while it is looked at',
    () => !document.querySelector('#phone iframe:not(.coming)').contentDocument.body.innerText.includes('あたらしい'),
  );
  site.write(`content/rinyushoku/2027-03-11.md`, '---\ntitle: ふえた回\n---\n');
  await until(page, 'a new session joins the list', () => document.querySelector('a[data-id="rinyushoku/2027-03-11"]'));
  await page.click(`a[data-id="${SESSION}"]`);
}

async function mistakes(page) {
  await phoneSays(page, 'the session is back', '予約する');
  const text = site.read(FILE);
  site.write(FILE, text.replace(/^---\n/, '---\nseats: いっぱい？\n').replace(/\nseats: few/, ''));
  await until(
    page,
    'a mistake is told with file and line',
    (file) => {
      const box = document.getElementById('problems');
      return !box.hidden && box.innerText.includes(`${file}　2行目`) && box.innerText.includes('直し方');
    },
    FILE,
  );
  await phoneSays(page, 'the last good page stays below it', '予約する');
  report.check(
    'and says that it is the last good one',
    (await page.locator('#problems').innerText()).includes('最後にうまくできた版'),
  );
  await until(
    page,
    'the row says so',
    (id) => document.querySelector(`a[data-id="${id}"] .error`)?.textContent === 'まちがい 1',
    SESSION,
  );
  const found = await accessibility(page);
  report.check('axe finds nothing beside a mistake', found.length === 0, found.join('; '));
  await page.reload();
  await phoneSays(page, 'also for who opens the workbench now', '予約する');
  site.write(FILE, text.replace(/^(title|見出し):.*$/m, `title: ${'とてもながい'.repeat(13)}`));
  await phoneSays(page, 'words that fit on the page and on no card are on the page', 'とてもながい'.repeat(13));
  const isTold = () =>
    document.getElementById('problems-note').textContent.startsWith('ページは最新です') &&
    document.querySelector('.picture.ogp .note').textContent === '最後にうまくできた絵です' &&
    document.querySelector('.picture.ogp img').naturalWidth === 1200;
  await until(page, 'and the last good card stays and says so', isTold);
  site.write(FILE, text);
  await until(
    page,
    'a mended mistake is gone',
    () => document.getElementById('problems').hidden && !document.body.classList.contains('stale'),
  );
  await neverWhole(page);
}

/** A file that has had mistakes ever since it was made, under a name that addresses do not keep as it is. */
async function neverWhole(page) {
  const name = 'rinyushoku/2027-03-11のメモ';
  site.write(`content/${name}.md`, '---\nseats: いっぱい？\n---\n');
  await page.click(`a[data-id="${name}"]`);
  const isTold = (id) =>
    document.querySelector('[aria-current=page]')?.dataset.id === id &&
    document.getElementById('problems-note').textContent.startsWith('まだ一度もできていない') &&
    !document.querySelector('#phone iframe');
  await until(page, 'what was never whole has nothing to show, and says so', isTold, name);
  await page.click(`a[data-id="${SESSION}"]`);
  await phoneSays(page, 'others have', '予約する');
  rmSync(site.path(`content/${name}.md`));
  await until(page, 'its mistakes go with it', () => document.getElementById('problems').hidden);
}

async function takingAway(page) {
  await until(page, 'pictures can be taken away', () => document.querySelector('.picture.ogp a[download]')?.href);
  execFileSync(program, ['build', '--site', site.folder, '--now', NOW], { stdio: 'ignore' });
  for (const [link, name] of [
    ['#ways a[download]', 'calendar'],
    ['.picture.ogp a[download]', 'card'],
    ['.picture.portrait a[download]', 'slide'],
  ]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(link)]);
    const address = new URL(download.url()).pathname.replace('/site/', '');
    const same = readFileSync(await download.path()).equals(readFileSync(site.path(`public/${address}`)));
    report.check(`a ${name} that is taken away is the built one`, same, address);
    report.check(
      `a ${name} has its name`,
      download.suggestedFilename() === address.split('/').pop(),
      download.suggestedFilename(),
    );
  }
}

async function theWholeSite(page) {
  await page.click('a[data-id="rinyushoku"]');
  await phoneSays(page, 'the course page is shown', '離乳食教室');
  await until(page, 'with its cards', () => document.querySelectorAll('#card-pictures img[src]').length >= 2);
  await page.click('a[data-id=".screens"]');
  await until(
    page,
    'a screen plays',
    () => document.querySelector('#wide-frame iframe')?.contentDocument?.querySelector('#stage[data-file]'),
    null,
    DRAWN,
  );
  await page.click('a[data-id=".site"]');
  await phoneSays(page, 'the word on accessibility is shown', 'アクセシビリティ');
}

async function links(page) {
  await page.click(`a[data-id="${SESSION}"]`);
  await phoneSays(page, 'the session is shown', '予約する');
  await phone(page).locator('.act').first().click();
  await until(page, 'a click on the booking button says where it leads', () =>
    document.querySelector('#lead a')?.href.startsWith('https://booking.example.jp/'),
  );
  await phone(page).locator('a[href="index.html"], a[href="../index.html"]').first().click();
  await until(page, 'a link to another page selects it', () => ['#rinyushoku', '#.home'].includes(location.hash));
}

async function english() {
  served.end();
  const settings = site.read('content/site.yaml');
  site.write('content/site.yaml', `language: en\n${settings.replace(/^language:.*\n/m, '')}`);
  served = await preview(program, site, { now: NOW, env: { LANG: 'C.UTF-8', LC_ALL: '', LC_MESSAGES: '' } });
  const { page, context } = await newTab(browser, { viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${served.url}#${SESSION}`);
  await until(
    page,
    'English: the list',
    (id) => document.querySelector(`a[data-id="${id}"] .chip`)?.textContent === 'Few left',
    SESSION,
  );
  await until(page, 'English: all pictures', () => document.querySelectorAll('.picture img[src]').length === 5, null, DRAWN);
  const words = await page.evaluate(() => {
    document
      .querySelectorAll('#groups, #title, #crumb, #city, .url, #when, #talk, .found, #problems-list')
      .forEach((own) => own.remove());
    return [
      document.body.innerText,
      ...[...document.querySelectorAll('[aria-label], [title], [placeholder]')].map((one) =>
        ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name)).join(' '),
      ),
    ].join('\n');
  });
  const japanese = words.match(/.*[\u3040-\u30ff\u4e00-\u9fff].*/g) ?? [];
  report.check('English: nothing of the workbench is left in Japanese', japanese.length === 0, japanese.join(' | '));
  await page.reload();
  await page.waitForSelector(`a[data-id="${SESSION}"]`);
  await looks(page, 'en');
  await context.close();
}
