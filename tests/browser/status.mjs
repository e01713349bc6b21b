// Status in words: no mark speaks by its colour only, no two phases share a word, and without a script the page says
// only what no clock can refute, with the booking's dates.

import { newTab, visit } from './browser.mjs';

/** Words that stop being true by themselves. */
const REFUTABLE = ['受付前', '受付中', '開催中', 'いま'];
const BOOKABLE = ['open', 'few', 'waitlist'];
const DAY = /\d+月\d+日/g;

/** Marks and actions of all pages, as their files have them. */
export function checkWords(pages, report) {
  const ids = new Map();
  for (const { name, timeline } of pages) {
    const lists = [timeline.phases, ...timeline.rows.map((row) => row.phases)];
    const marks = lists.flat();
    const mute = marks.filter(({ label, name = label }) => !label.trim() || !name.trim());
    report.check(`${name}: every phase is said in words`, mute.length === 0, mute.map(({ id }) => id).join());
    const said = (phases) => phases.filter(({ id }, i) => id !== phases[i - 1]?.id).map(({ label }) => label);
    const twice = lists.filter((phases) => new Set(said(phases)).size < said(phases).length);
    report.check(`${name}: phases that follow each other have different words`, twice.length === 0, JSON.stringify(twice[0]));
    marks.forEach(({ id, label }) => ids.set(label, (ids.get(label) ?? new Set()).add(id)));
  }
  for (const [label, of] of ids) report.check(`${label} means one phase`, of.size === 1, [...of].join());
}

/** Without script: the words, the booking's dates, a way to book. */
export async function checkWithoutScript(browser, pages, report) {
  const { context, page: tab } = await newTab(browser, { javaScriptEnabled: false });
  for (const page of pages) {
    await visit(tab, page);
    await checkClaims(tab, page, report);
    if (page.kind === 'session') await checkBooking(tab, page, report);
    report.check(`${page.name}: there is one heading above all others`, (await tab.locator('h1').count()) === 1);
  }
  await context.close();
}

async function checkClaims(tab, { name, timeline }, report) {
  const { said, marks } = await tab.evaluate(() => {
    const marked = document.querySelectorAll('.mark, .till, [data-now], h1, h2, .act');
    return {
      said: document.querySelector('main').innerText,
      marks: [...marked].filter((mark) => mark.checkVisibility()).map((mark) => mark.textContent),
    };
  });
  const refutable = marks.filter((mark) => REFUTABLE.some((word) => mark.includes(word)));
  report.check(`${name} without script: says nothing a clock can refute`, refutable.length === 0, refutable.join(' | '));
  const unsaid = timeline.phases.flatMap(({ line }) => line.match(DAY) ?? []).filter((day) => !said.includes(day));
  report.check(`${name} without script: says the booking's dates`, unsaid.length === 0, `${unsaid.join()} is nowhere`);
}

async function checkBooking(tab, { name, timeline: { phases, still } }, report) {
  const act = tab.locator('.act');
  const visible = (await act.count()) === 1 && (await act.isVisible());
  report.check(`${name} without script: there is one main action`, visible, `${await act.count()}`);
  const book = phases.find(({ id }) => BOOKABLE.includes(id));
  const right = !book || (still.way === book.way && still.href === book.href);
  report.check(`${name} without script: one can book`, right, `the main action leads to ${still.href}, not ${book?.href}`);
}
