// The list at the left: courses with their sessions, those to come first, what is over folded away. A row is made once and
// then changed in place.

import { dayOfWeek, dayShort } from './dates.js';
import { find, make, write } from './elements.js';
import { marksOf, nowIs, phaseAt, store } from './store.js';
import { say } from './words.js';

const BOOKABLE = ['open', 'few', 'waitlist', 'walkin'];
const GENERAL = '.';

/** Rows by id, each with its elements. */
const rows = new Map();
/** Groups by course. */
const groups = new Map();
let selected = null;
let filter = 'all';
let onSelect = () => {};

export function startList(select) {
  onSelect = select;
  find('search').addEventListener('input', sift);
  find('search').addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      const first = visible()[0];
      if (first) pick(first);
    }
  });
  for (const button of document.querySelectorAll('[data-filter]')) {
    button.addEventListener('click', () => setFilter(button.dataset.filter));
  }
  find('groups').addEventListener('keydown', walk);
  setInterval(() => rows.forEach(refresh), 30_000);
}

/** Takes news into the list. */
export function updateList(news, isWhole) {
  if (isWhole) {
    for (const id of rows.keys()) if (!knows(id)) remove(id);
    general();
  }
  if (news.site) general();
  if (news.courses) courses();
  const size = rows.size;
  for (const id of news.gone ?? []) remove(id);
  for (const row of news.sessions ?? []) place(session(row));
  const files = new Set(Object.keys(news.marks ?? {}));
  if (isWhole || files.size > 0) rows.forEach((row) => (isWhole || files.has(row.file)) && refresh(row));
  // Who goes on writing one file shall not wait for a walk through a thousand rows.
  const isMore = isWhole || news.courses || news.gone || rows.size !== size;
  if (isMore) groups.forEach(count);
  if (isMore || !showsAll()) sift();
}

/** Says which row is selected. */
export function showSelected(id) {
  selected = id;
  mark();
  const link = rows.get(id)?.link;
  const past = link?.closest('details');
  if (past) past.open = true;
  link?.scrollIntoView({ block: 'nearest' });
}

/** The first thing worth looking at: the soonest session to come. */
export function firstId() {
  const ahead = [...rows.values()].filter((row) => row.chip && !row.past);
  ahead.sort((one, other) => compare(one, other));
  return ahead[0]?.id ?? '.home';
}

/** Goes to the next row, or the one before. */
export function step(by) {
  const links = visible();
  const at = links.findIndex((link) => link.dataset.id === selected);
  const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
  if (next) pick(next);
}

/** Whether there is such a thing in the list. */
export const knows = (id) =>
  ['.home', '.screens', '.site'].includes(id) || store.sessions.has(id) || store.courses.some((course) => course.id === id);

function general() {
  const group = groupOf(GENERAL, say('general'));
  const entries = [
    ['.home', say('home'), ''],
    ['.screens', say('screens'), ''],
    ['.site', say('settings'), 'content/site.yaml'],
  ];
  for (const [number, [id, title, file]] of entries.entries()) {
    if (id === '.screens' && !store.site.screens) {
      remove(id);
      continue;
    }
    place(rows.get(id) ?? bare({ id, title, file, group, order: String(number) }));
  }
}

function courses() {
  const known = new Set(store.courses.map((course) => course.id));
  for (const id of groups.keys()) {
    if (id !== GENERAL && !known.has(id)) {
      groups.get(id).section.remove();
      groups.delete(id);
      rows.delete(id);
    }
  }
  for (const course of store.courses) {
    const group = groupOf(course.id, course.name);
    write(group.title, course.name);
    const row = rows.get(course.id) ?? bare({ id: course.id, title: say('course-page'), file: course.file, group, order: '' });
    place(Object.assign(row, { file: course.file, words: course.name.toLowerCase(), broken: course.broken }));
  }
}

function groupOf(id, name) {
  const known = groups.get(id);
  if (known) return known;
  const title = make('span', {}, name);
  const size = make('span', { class: 'size' });
  const ahead = make('ul', {});
  const past = make('ul', {});
  const pastSize = make('summary', {});
  const fold = make('details', { hidden: true }, pastSize, past);
  const section = make('section', {}, make('h2', {}, title, size), ahead, fold);
  const group = { id, title, size, section, ahead, past, pastSize, fold, members: new Set() };
  groups.set(id, group);
  const later = [...groups.keys()].filter((other) => other !== GENERAL && other > id).sort()[0];
  const next = id === GENERAL ? groups.get([...groups.keys()].filter((other) => other !== GENERAL).sort()[0]) : groups.get(later);
  find('groups').insertBefore(section, next?.section ?? null);
  return group;
}

/** A row without a date. */
function bare({ id, title, file, group, order }) {
  const row = { id, file, group, order, words: title.toLowerCase(), phases: [], past: false, broken: false };
  row.marks = make('span', { class: 'marks' });
  row.title = make('span', { class: 'title' }, title);
  row.link = make('a', { href: `#${id}`, 'data-id': id, tabindex: '-1' }, make('span', { class: 'what' }, row.title, row.marks));
  row.item = make('li', { class: 'plain' }, row.link);
  rows.set(id, row);
  return row;
}

/** The row of a session, made or changed. */
function session(data) {
  const known = rows.get(data.id);
  const row = known ?? {
    id: data.id,
    item: make('li'),
    link: make('a', { href: `#${data.id}`, 'data-id': data.id, tabindex: '-1' }),
  };
  if (!known) {
    row.day = make('b');
    row.week = make('i');
    row.title = make('span', { class: 'title' });
    row.chip = make('span', { class: 'chip' });
    row.time = make('span', { class: 'hours' });
    row.marks = make('span', { class: 'marks' });
    row.link.append(
      make('span', { class: 'day' }, row.day, row.week),
      make('span', { class: 'what' }, row.title, make('span', { class: 'sub' }, row.chip, row.time, row.marks)),
    );
    row.item.append(row.link);
    rows.set(data.id, row);
  }
  row.group = groupOf(data.course, store.courses.find((course) => course.id === data.course)?.name ?? data.course);
  row.file = data.file;
  row.phases = data.phases;
  row.ends = data.ends;
  row.broken = data.broken;
  row.order = `${data.date || '9'} ${data.time.padStart(11, '0')} ${data.id}`;
  row.words =
    `${data.title} ${data.id} ${data.date} ${row.group.title.textContent} ${data.date && dayShort(data.date)}`.toLowerCase();
  write(row.day, data.date ? dayShort(data.date) : '—');
  write(row.week, data.date ? dayOfWeek(data.date) : '');
  write(row.title, data.title);
  write(row.time, data.time);
  return row;
}

/** Puts a row where it belongs. */
function place(row) {
  row.past = row.ends !== undefined && row.ends !== null && row.ends <= nowIs();
  const list = row.past ? row.group.past : row.group.ahead;
  const { lastPlace } = row;
  if (!lastPlace || lastPlace.list !== list || lastPlace.order !== row.order) {
    list.insertBefore(row.item, behind(list, row));
    row.lastPlace = { list, order: row.order };
    if (lastPlace && lastPlace.list !== list) count(row.group);
  }
  row.group.members.add(row.id);
  refresh(row);
}

/** The item that follows a row in its list. */
function behind(list, row) {
  let [from, to] = [0, list.children.length];
  const others = list.children;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = rows.get(others[middle].firstChild.dataset.id);
    if (other === row || compare(other, row) < 0) from = middle + 1;
    else to = middle;
  }
  return others[from] === row.item ? row.item.nextSibling : (others[from] ?? null);
}

/** Soonest first; of what is over, latest first. */
function compare(one, other) {
  const order = one.order < other.order ? -1 : one.order > other.order ? 1 : 0;
  return one.past && other.past ? -order : order;
}

function remove(id) {
  const row = rows.get(id);
  if (!row) return;
  row.item.remove();
  row.group.members.delete(id);
  rows.delete(id);
}

/** What of a row changes with the clock and with its marks. */
function refresh(row) {
  const isOver = row.ends !== undefined && row.ends !== null && row.ends <= nowIs();
  if (row.chip && isOver !== row.past) return place(row);
  if (row.chip) {
    const phase = phaseAt(row.phases, nowIs());
    row.phase = phase;
    row.chip.className = `chip ${phase ?? 'unknown'}`;
    write(row.chip, phase ? say(`phase-${phase}`) : say('phase-unknown'));
  }
  const [errors, advice] = row.file ? marksOf(row.file) : [0, 0];
  row.marked = errors + advice > 0;
  const parts = [
    errors > 0 && ['error', say('errors', { count: errors })],
    errors === 0 && row.broken && ['error', say('not-read')],
    advice > 0 && ['advice', say('advices', { count: advice })],
  ].filter(Boolean);
  const now = JSON.stringify(parts);
  if (row.said !== now) {
    row.said = now;
    row.marks.replaceChildren(...parts.map(([kind, text]) => make('span', { class: kind }, text)));
  }
}

function count(group) {
  const past = group.past.children.length;
  const ahead = group.ahead.querySelectorAll(':scope > li:not(.plain)').length;
  write(group.size, group.id === GENERAL ? '' : say('sessions', { count: ahead }));
  write(group.pastSize, say('past', { count: past }));
  group.fold.hidden = past === 0;
}

function setFilter(name) {
  filter = name;
  for (const button of document.querySelectorAll('[data-filter]')) {
    button.setAttribute('aria-pressed', String(button.dataset.filter === name));
  }
  sift();
}

const wanted = () => find('search').value.toLowerCase().split(/\s+/).filter(Boolean);
const showsAll = () => wanted().length === 0 && filter === 'all';

/** Hides what is not looked for. */
function sift() {
  const words = wanted();
  const isAll = showsAll();
  let hits = 0;
  for (const row of rows.values()) {
    const fits =
      words.every((word) => row.words.includes(word)) &&
      (filter === 'all' || (filter === 'marked' ? row.marked || row.broken : BOOKABLE.includes(row.phase)));
    row.item.hidden = !fits;
    hits += fits && row.chip ? 1 : 0;
  }
  for (const group of groups.values()) {
    const inPast = group.past.querySelector(':scope > li:not([hidden])');
    group.fold.hidden = group.past.children.length === 0 || !inPast;
    if (!isAll) group.fold.open = Boolean(inPast);
    group.section.hidden = !isAll && !inPast && !group.ahead.querySelector(':scope > li:not([hidden])');
  }
  write(find('hits'), isAll ? '' : say('hits', { count: hits }));
  mark();
}

/** One row can be reached by Tab: the selected one, else the first. */
function mark() {
  const links = visible();
  const current = links.find((link) => link.dataset.id === selected) ?? links[0];
  for (const { link, id } of rows.values()) {
    const isSelected = id === selected;
    if (isSelected !== link.hasAttribute('aria-current')) {
      if (isSelected) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    const tabindex = link === current ? '0' : '-1';
    if (link.getAttribute('tabindex') !== tabindex) link.setAttribute('tabindex', tabindex);
  }
}

/** The links that can be seen, from top to bottom. */
function visible() {
  const links = [...find('groups').querySelectorAll('li:not([hidden]) > a')];
  return links.filter((link) => !link.closest('[hidden]') && !link.closest('details:not([open])'));
}

function walk(event) {
  const by = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (by === undefined || !(event.target instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  const links = visible();
  const next = links[Math.min(Math.max(links.indexOf(event.target) + by, 0), links.length - 1)];
  if (next) pick(next);
}

function pick(link) {
  link.focus();
  onSelect(link.dataset.id);
}
