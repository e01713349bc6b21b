// What the server has told: the list, what is wrong, how far it has come. It hears the whole once and then only what is
// not as it was; whoever listens is told the same.

import { setOffset } from './dates.js';

export const store = {
  /** Nothing was heard before the first version. */
  version: null,
  stage: 'pages',
  /** Whether the moment is the clock's; if not it is `now`, always. */
  clock: true,
  now: 0,
  site: { city: '', team: '', offset: 9 * 3600, screens: true },
  courses: [],
  sessions: new Map(),
  /** By file: errors, advice. */
  marks: new Map(),
  problems: [],
};

/** The moment that is now. */
export const nowIs = () => (store.clock ? Date.now() / 1000 : store.now);

/** Id of the phase that holds at a moment. */
export function phaseAt(phases, at) {
  let id = phases[0]?.[1];
  for (const [from, next] of phases) if (from === null || from <= at) id = next;
  return id;
}

/** What the page's address names, whatever the browser made of its letters. */
export function addressed() {
  const name = location.hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export const marksOf = (file) => store.marks.get(file) ?? [0, 0];

/** What stands in a file: its session, course or the site. */
export function idOfFile(file) {
  for (const row of store.sessions.values()) if (row.file === file) return row.id;
  return store.courses.find((course) => course.file === file)?.id ?? (file === 'content/site.yaml' ? '.site' : null);
}

/**
 * Listens. `onNews(news, isWhole)` hears of each version, `news.changed` being the addresses of files that differ, or
 * `true`: many; `onLine(isOn)` whether the server can be heard.
 */
export function listen(onNews, onLine) {
  const events = new EventSource('/.oideyo/events');
  events.addEventListener('whole', ({ data }) => {
    const news = JSON.parse(data);
    store.sessions.clear();
    store.marks.clear();
    take({ ...news, marks: news.marks, changed: true });
    onLine(true);
    onNews({ ...news, changed: true }, true);
  });
  events.addEventListener('change', ({ data }) => {
    const news = JSON.parse(data);
    take(news);
    onNews(news, false);
  });
  events.onerror = () => onLine(false);
  events.onopen = () => onLine(true);
}

function take(news) {
  for (const key of ['version', 'stage', 'now', 'clock', 'site', 'courses', 'problems']) {
    if (key in news) store[key] = news[key];
  }
  if (news.site) setOffset(news.site.offset);
  for (const row of news.sessions ?? []) store.sessions.set(row.id, row);
  for (const id of news.gone ?? []) store.sessions.delete(id);
  for (const [file, marks] of Object.entries(news.marks ?? {})) {
    if (marks[0] + marks[1] > 0) store.marks.set(file, marks);
    else store.marks.delete(file);
  }
}
