// What a page says about time: its phases (a session's page) and those of the sessions it lists.

/** The year 2100: everything is over. */
export const LATER = 4102444800;
/** When nothing depends on the clock, any moment will do. */
const ANY = Date.parse('2026-12-01T09:00:00+09:00') / 1000;
const DAY = 86400;

/** Gives each page its `timeline`, as its file says it before any script runs; moments in seconds. */
export async function readTimelines(browser, pages) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  for (const page of pages) {
    await tab.goto(page.url);
    page.timeline = await tab.evaluate(read);
  }
  await context.close();
}

function read() {
  const idOf = (mark) => [...mark.classList].find((name) => name !== 'chip');
  const wayOf = (act) => {
    const href = act.getAttribute('href');
    if (href === null) return 'words';
    if (href.startsWith('tel:')) return 'phone';
    if (/^https?:/.test(href)) return 'form';
    return href.endsWith('index.html') ? 'list' : 'file';
  };
  const phaseOf = (from, [mark, line, act]) => ({
    from,
    id: idOf(mark),
    label: mark.textContent,
    line: line.textContent,
    way: wayOf(act),
    href: act.getAttribute('href'),
    words: [mark, line, act].map((slot) => slot.textContent),
  });
  const slots = [...document.querySelectorAll('[data-slot]')];
  const entries = (text) =>
    text.split(';').map((entry) => {
      const [from, id, label] = entry.split('|');
      return { from: Number(from), id, label };
    });
  return {
    still: slots.length ? phaseOf(0, slots) : null,
    phases: [...document.querySelectorAll('template[data-from]')].map(({ dataset, content }) =>
      phaseOf(Number(dataset.from), [...content.children]),
    ),
    rows: [...document.querySelectorAll('[data-now]')].map((mark) => ({
      href: mark.closest('a').getAttribute('href'),
      label: mark.textContent,
      phases: entries(mark.dataset.now),
    })),
  };
}

/** Every moment at which something on the page changes, in order. */
export function turns({ phases, rows }) {
  const all = [...phases, ...rows.flatMap((row) => row.phases)].map(({ from }) => from);
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
