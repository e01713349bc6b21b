// The timeline: at every turn and a second before it, a page shows the last phase whose moment has come, in its mark, its
// bar and its rows.

import { newTab, setClock, visit } from './browser.mjs';
import { LATER, phaseAt, SLOTS, turns, wordsAt } from './timeline.mjs';

/** `page` has its timeline (readTimelines). */
export async function checkClock(browser, page, report) {
  const { context, page: tab, faults } = await newTab(browser);
  for (const seconds of [...turns(page.timeline).flatMap((turn) => [turn - 1, turn]), LATER]) {
    await setClock(tab, seconds);
    await visit(tab, page);
    const where = `${page.name} at ${new Date(seconds * 1000).toISOString()}`;
    checkMoment(page.timeline, seconds, await tab.evaluate(whatIsShown, SLOTS), where, report);
  }
  report.check(`${page.name}: no script fails at any moment`, faults.length === 0, [...new Set(faults)].join());
  await context.close();
}

function checkMoment(timeline, seconds, shown, where, report) {
  const { phases, rows } = timeline;
  if (phases.length > 0) {
    const due = wordsAt(timeline, seconds);
    report.check(`${where}: the page shows its phase`, String(shown.slots) === String(due), `${shown.slots} instead of ${due}`);
  }
  const wrong = rows.flatMap((row) => {
    const { isOver, label } = phaseAt(row.phases, seconds);
    const found = shown.marks[row.href] ?? null;
    return found === label || (isOver && found === null) ? [] : [`${row.href} ${found} instead of ${label}`];
  });
  report.check(`${where}: rows show their phases`, wrong.length === 0, wrong.join(' | '));
  report.check(`${where}: rows are in the right list`, shown.misplaced.length === 0, shown.misplaced.join());
  report.check(`${where}: no heading stands alone`, shown.lonely.length === 0, shown.lonely.join());
}

function whatIsShown(slots) {
  const words = (elements) => [...elements].map((element) => element.textContent);
  const marks = [...document.querySelectorAll('a.row [data-now]')].reverse();
  const listed = document.querySelectorAll('[data-list=now] .chip[data-now], [data-list=later] .chip[data-now]');
  const split = document.querySelector('[data-list=now]') !== null;
  const isMisplaced = (mark) => {
    const bookable = ['open', 'few', 'waitlist'].some((id) => mark.classList.contains(id));
    const list = mark.closest('[data-list]').dataset.list;
    return mark.classList.contains('ended') || (split && bookable !== (list === 'now'));
  };
  const isEmpty = (heading) =>
    ![...heading.parentNode.children].some(
      (other) => other !== heading && other.localName !== 'script' && other.checkVisibility() && other.textContent.trim(),
    );
  const headings = [...document.querySelectorAll('h2')].filter((heading) => heading.checkVisibility());
  return {
    slots: words(document.querySelectorAll(slots)),
    marks: Object.fromEntries(marks.map((mark) => [mark.closest('a').getAttribute('href'), mark.textContent])),
    misplaced: words([...listed].filter(isMisplaced)),
    lonely: words(headings.filter(isEmpty)),
  };
}
