// The timeline: with the clock set, a page shows the last phase whose moment has come, in its mark, its bar and its rows.

import { open } from './browser.mjs';

const LATER = 4102444800; // The year 2100: everything is over.

export async function checkClock(browser, { name, url }, report) {
  const { context, page } = await open(browser, url, { javaScriptEnabled: false });
  const phases = await page.locator('template[data-from]').evaluateAll((all) =>
    all.map(({ dataset, content }) => ({
      from: Number(dataset.from),
      words: [...content.children].map((slot) => slot.textContent),
    })),
  );
  const rows = await page.locator('[data-now]').evaluateAll((all) =>
    all.map((mark) => ({
      href: mark.closest('a').getAttribute('href'),
      phases: mark.dataset.now.split(';').map((entry) => entry.split('|')),
    })),
  );
  const scripted = await page.locator('script').count();
  await context.close();
  if (scripted === 0) return;

  const moments = [...phases.map(({ from }) => from), ...rows.flatMap((row) => row.phases.map(([from]) => Number(from)))];
  const each = [...new Set(moments)].filter((moment) => moment > 0).flatMap((moment) => [moment - 1, moment]);
  for (const seconds of [...each, LATER]) {
    await checkMoment(browser, { name, url, phases, rows, seconds }, report);
  }
}

async function checkMoment(browser, { name, url, phases, rows, seconds }, report) {
  const { context, page, faults } = await open(browser, url, { time: seconds * 1000 });
  const where = `${name} at ${new Date(seconds * 1000).toISOString()}`;
  if (phases.length > 0) {
    const due = phases.filter(({ from }) => from <= seconds).at(-1).words;
    const shown = await page.locator('[data-slot]').allTextContents();
    report.check(`${where}: the page shows its phase`, String(shown) === String(due), `${shown} instead of ${due}`);
  }
  const wrong = [];
  for (const row of rows) {
    const [, id, label] = row.phases.filter(([from]) => Number(from) <= seconds).at(-1);
    const mark = page.locator(`a.row[href="${row.href}"] [data-now]`).first();
    const expected = id === 'ended' ? [null, label] : [label];
    const found = (await mark.count()) ? await mark.textContent() : null;
    if (!expected.includes(found)) wrong.push(`${row.href} ${found} instead of ${label}`);
  }
  report.check(`${where}: rows show their phases`, wrong.length === 0, wrong.join(' | '));
  const misplaced = await page.evaluate(() =>
    [...document.querySelectorAll('[data-list=now] .chip[data-now], [data-list=later] .chip[data-now]')]
      .filter((mark) => {
        const bookable = ['open', 'few', 'waitlist'].some((id) => mark.classList.contains(id));
        const list = mark.closest('[data-list]').dataset.list;
        const split = document.querySelector('[data-list=now]') !== null;
        return mark.classList.contains('ended') || (split && bookable !== (list === 'now'));
      })
      .map((mark) => mark.textContent),
  );
  report.check(`${where}: rows are in the right list`, misplaced.length === 0, misplaced.join());
  const empty = await page.evaluate(() =>
    [...document.querySelectorAll('h2')]
      .filter((heading) => heading.checkVisibility())
      .filter((heading) => ![...heading.parentNode.children].some((e) => e !== heading && e.checkVisibility() && e.textContent.trim() && e.localName !== 'script'))
      .map((heading) => heading.textContent),
  );
  report.check(`${where}: no heading stands alone`, empty.length === 0, empty.join());
  report.check(`${where}: no script fails`, faults.length === 0, faults.join());
  await context.close();
}
