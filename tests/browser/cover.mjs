// Chooses what the browser looks at: which page, at which moment, so that every kind of page in every state it can be in
// is looked at once, whole, and every further thing a page can hold (a photo, a table …) and every further state without
// script once, in short.

import { between, LATER, phaseAt, readTimelines, turns } from './timeline.mjs';

/** What a session's page must have been looked at in. */
export const STATES = [
  '受付前',
  '受付中',
  '残りわずか',
  '満席',
  'キャンセル待ち',
  '受付終了',
  '受付終了 phone',
  '開催中',
  '終了',
  '中止',
  '延期',
  '予約不要',
  '受付中 moved',
  '受付中 phone',
  'no script',
];

/** A word this long may not break at all: a page that holds one is looked at. */
const LONG_WORD = 30;

/**
 * Gives looks: a page with `time` (seconds) or `script: false`, its `state` in words, and `whole`: whether at every size
 * of screen and text. `pages` gain their `timeline`.
 */
export async function chooseLooks(browser, pages) {
  const looks = [];
  const seen = new Set();
  await readTimelines(browser, pages);
  for (const page of pages) {
    const states = page.kind === 'session' ? sessionStates(page) : listStates(page);
    const news = states.filter(({ signs }) => isNew(seen, page.kind, signs));
    looks.push(...news.map((state) => look(page, state, state.script !== false || isNew(seen, page.kind, ['no script']))));
    const holdsNew = isNew(seen, page.kind, features(page.html));
    if (holdsNew && news.length === 0) looks.push(look(page, states.find(({ best }) => best) ?? states[0], false));
  }
  return looks;
}

/** Whether one of the signs was not seen on this kind of page; then all are. */
function isNew(seen, kind, signs) {
  const fresh = signs.filter((sign) => !seen.has(`${kind} ${sign}`));
  fresh.forEach((sign) => seen.add(`${kind} ${sign}`));
  return fresh.length > 0;
}

function look(page, { state, time, script = true }, whole) {
  return { ...page, state, time, script, whole, where: `${page.name} (${state})` };
}

/** A session's page: each phase in its middle, and without script. */
function sessionStates({ html, timeline: { phases, still } }) {
  const middles = between(phases.map(({ from }) => from).filter((from) => from > 0));
  const moved = html.includes('日程が変わりました');
  const states = phases.map(({ label, way }, i) => {
    const best = way === 'form' || way === 'phone';
    const state = [label, way === 'phone' && 'phone', moved && best && 'moved'].filter(Boolean).join(' ');
    return { state, time: middles[i], signs: [`${state} ${way}`], best };
  });
  return [...states, { state: 'no script', script: false, signs: [`no script ${still.label} ${still.way}`] }];
}

/** A page with a list: moments at which it shows a mark that was not yet seen, when all is over, and without script. */
function listStates({ hasClock, timeline }) {
  const { rows } = timeline;
  if (rows.length === 0 || !hasClock) return [{ state: 'as it is', signs: ['empty'] }];
  const at = (time) => ({
    state: time === LATER ? 'all over' : new Date(time * 1000).toISOString().slice(0, 16),
    time,
    signs: time === LATER ? ['all over'] : rows.map((row) => phaseAt(row.phases, time).label),
  });
  return [
    ...between(turns(timeline)).map(at),
    at(LATER),
    { state: 'no script', script: false, signs: ['no script at all'] },
  ];
}

/** What a page holds, whatever its state: headings, labels of facts, tables, photos, long words. */
function features(html) {
  const body = html.slice(html.indexOf('<body'));
  const words = [...body.matchAll(/<(h[1-6]|dt)[^>]*>([^<]*)/g)].map(([, tag, text]) => (tag === 'h1' ? 'h1' : text));
  const elements = ['table', 'figcaption', 'srcset', '<s>', '<ol', '<ul'].filter((mark) => body.includes(mark));
  const text = body.replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
  const long = new RegExp(`[A-Za-z-]{${LONG_WORD},}`).test(text) ? ['long word'] : [];
  return [...words, ...elements, ...long];
}
