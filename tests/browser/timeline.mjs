// What a page says about time: its phases (a session's page) and those of the sessions it lists.

/** The year 2100: everything is over. */
export const LATER = 4102444800;
/** When nothing depends on the clock, any moment will do. */
const ANY = Date.parse('2026-12-01T09:00:00+09:00') / 1000;
const DAY = 86400;

/** Where a session's page shows its phase: the mark, its line, the bar's main action. */
export const SLOTS = '.mark, .till, .act';

/** Gives each page its `timeline`, as its file says it before any script runs; moments in seconds. */
export async function readTimelines(browser, pages) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  for (const page of pages) {
    await tab.goto(page.url);
    page.timeline = { ...(await tab.evaluate(read, SLOTS)), ...readScript(page.html) };
    const { still } = page.timeline;
    if (still) still.way = wayOf(still.href);
  }
  await context.close();
}

/** The phases of a session's page and the other days one may book, as its script gets them. */
function readScript(html) {
  const found = /phases=(\[\[.*?\]\]);days=(\[.*?\]);clock/s.exec(html);
  if (!found) return { phases: [], days: [] };
  const days = JSON.parse(found[2]).map(([href, day, from, until]) => ({ href, day, from, until }));
  const phases = JSON.parse(found[1]).map(([from, id, label, line, kind, name, sub, href, next]) => ({
    from,
    id,
    label,
    line,
    way: wayOf(href),
    href,
    name,
    small: sub ?? line,
    next: next === 1,
  }));
  return { phases, days };
}

function wayOf(href) {
  if (!href) return 'words';
  if (href.startsWith('tel:')) return 'phone';
  if (/^https?:/.test(href)) return 'form';
  return href.endsWith('index.html') ? 'list' : 'file';
}

/** What the slots of a session's page shall say at `seconds`. */
export function wordsAt({ phases, days }, seconds) {
  const { label, line, name, small, next } = phaseAt(phases, seconds);
  const open = next && days.find(({ from, until }) => from <= seconds && seconds < until);
  return [label, line, (open ? `${open.day}へ` : name) + small];
}

function read(selector) {
  const slots = [...document.querySelectorAll(selector)];
  const entries = (text) =>
    text.split(';').map((entry) => {
      const [from, ids, label] = entry.split('|');
      const [id, ended] = ids.split(' ');
      return { from: Number(from), id, label, isOver: id === 'ended' || ended === 'ended' };
    });
  return {
    still: slots.length === 3 ? { label: slots[0].textContent, href: slots[2].getAttribute('href') ?? '' } : null,
    rows: [...document.querySelectorAll('[data-now]')].map((mark) => ({
      href: mark.closest('a').getAttribute('href'),
      label: mark.textContent,
      phases: entries(mark.dataset.now),
    })),
  };
}

/** Every moment at which something on the page changes, in order. */
export function turns({ phases, days, rows }) {
  const all = [...phases, ...days, ...days.map(({ until }) => ({ from: until })), ...rows.flatMap((row) => row.phases)].map(
    ({ from }) => from,
  );
  return [...new Set(all)].filter((from) => from > 0).sort((a, b) => a - b);
}

/** One moment between each two turns, one before the first and one after the last. */
export function between(moments) {
  if (moments.length === 0) return [ANY];
  const middles = moments.slice(1).map((moment, i) => Math.floor((moments[i] + moment) / 2));
  return [moments[0] - DAY, ...middles, moments.at(-1) + DAY];
}

/** Of a list of phases the one that holds at `seconds`. */
export function phaseAt(phases, seconds) {
  return phases.filter(({ from }) => from <= seconds).at(-1);
}
