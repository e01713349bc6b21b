// The workbench: what is selected in the list is shown as every page and picture that it makes, and changes while it is
// written.
//
// It tells others on the page: `oideyo:session` {id, file} when something else is selected, `oideyo:version` {version, stage,
// isWhole} with each version of what is shown (`isWhole`: the first one that is heard, also after the line was down).

import { dayWords } from './dates.js';
import { find, make, write } from './elements.js';
import { Frame } from './frames.js';
import { startKeys } from './keys.js';
import { firstId, knows, showSelected, startList, step, updateList } from './list.js';
import { showPictures } from './pictures.js';
import { concerns, showAdvice, showProblems, stopsAll } from './problems.js';
import { addressed, listen, nowIs, store } from './store.js';
import { readPage, showTalk } from './talk.js';
import { jump, lookedAt, query, set as setTime, showTimeline, startTime } from './time.js';
import { say } from './words.js';

const DAY = 24 * 3600;
const WIDE = 1280;
/** While the slider is dragged pages are made at most so often, ms. */
const PAUSE = 120;
/** A page that is on its way is waited for so long, ms. */
const LATEST = 150;
/** The wide page waits so long for a card that is being drawn, ms. */
const CARD = 250;

/** What is selected: its id, and what the server said of it. */
let selected = null;
let detail = null;
let asked = 0;

const phone = new Frame(find('phone'), say('phone'), { onLoad: seen, onLeave: leave });
const wide = new Frame(find('wide-frame'), say('wide'), { onLoad: (page) => page && fit(), onLeave: leave });
const frames = [phone, wide];

function select(id) {
  if (!id || id === selected) return;
  selected = id;
  detail = null;
  history.replaceState(null, '', `#${id}`);
  setTime(null);
  find('lead').hidden = true;
  showSelected(id);
  heading();
  // Of what has mistakes there may be no page yet.
  const page = store.sessions.get(id)?.broken ? null : pageOf(id);
  if (page) phone.show(`/site/${page}${query()}`);
  ask();
}

/** What the address names, where there is such a thing. */
function named() {
  const id = addressed();
  return id !== '' && knows(id) ? id : null;
}

/** The page of what is selected, where its address says which. */
function pageOf(id) {
  if (id.startsWith('.')) return { '.home': 'index.html', '.site': 'accessibility.html' }[id] ?? null;
  return id.includes('/') ? `${id}.html` : `${id}/index.html`;
}

/** Asks what is selected makes at the moment that is looked at. */
async function ask() {
  const number = ++asked;
  const moment = query();
  const at = moment.replace('?', '&');
  let answer = null;
  try {
    const response = await fetch(`/.oideyo/api/item?id=${encodeURIComponent(selected)}${at}`);
    answer = response.ok ? await response.json() : null;
  } catch {
    // The line is down: the events say so.
    return;
  }
  if (number !== asked) return;
  if (!answer) {
    // Nothing could be read yet.
    showProblems('', 'nothing');
    if (store.version > 0 && !store.sessions.has(selected) && !selected.startsWith('.')) select(firstId());
    return;
  }
  const isOther = detail?.id !== answer.id;
  detail = { ...answer, query: moment };
  show();
  if (isOther) tell('oideyo:session', { id: detail.id, file: detail.file });
}

/** Shows what the server said. */
function show() {
  const { pages, panel, phases, cards, slides, found, file } = detail;
  const isStale = detail.broken || store.problems.some(stopsAll);
  heading();
  showTimeline(phases, stretch());
  showProblems(file, pages.length === 0 ? 'nothing' : isStale ? 'earlier' : 'latest');
  showAdvice(found);
  ways();
  document.body.classList.toggle('stale', isStale);
  const isScreens = detail.id === '.screens';
  const screen = (way) => pages.find((address) => address.includes(way));
  const [narrow, broad] = isScreens ? [screen('portrait'), screen('landscape')] : [pages[0], pages[0]];
  write(find('phone-title'), isScreens ? say('screen-portrait') : say('phone'));
  write(find('wide-title'), isScreens ? say('screen-landscape') : say('wide'));
  find('phone').closest('section').hidden = !narrow;
  find('wide').hidden = !broad;
  document.body.dataset.kind = isScreens
    ? 'screens'
    : detail.id.startsWith('.')
      ? 'site'
      : detail.id.includes('/')
        ? 'session'
        : 'course';
  turn(phone, narrow);
  turn(wide, broad);
  find('cards').hidden = cards.length === 0;
  find('slides').hidden = slides.length === 0 && !detail.phase;
  pictures(isStale);
  const isOver = detail.phase && slides.length === 0;
  const note = isOver
    ? say('slides-none')
    : detail.phase && detail.per_course
      ? say('slides-share', { count: detail.per_course })
      : '';
  write(find('slides-note'), note);
  if (!panel) find('slides').hidden = true;
  showTalk();
  find('advice').hidden = false;
  fit();
  // Where no card is on its way nobody waits for one.
  if (cards.every((card) => card.is_ready)) catchUp();
}

/** Cards and slides, as far as they are drawn. */
function pictures(isStale) {
  const { id, file, panel, cards, slides } = detail;
  const hasFailed = store.problems.some((problem) => concerns(problem, file));
  const how = { owner: id, query: detail.query, isNow: lookedAt() === null, panel, isStale, hasFailed };
  showPictures(find('card-pictures'), cards, how);
  showPictures(find('slide-pictures'), slides, how);
}

/** Shows pictures that were being drawn and are there now, before the server is asked what else there is to say. */
function arrive(changed) {
  if (!detail || detail.broken || changed === true) return;
  const drawn = [...detail.cards, ...detail.slides].filter((row) => !row.is_ready && changed.includes(row.address));
  for (const row of drawn) row.is_ready = true;
  if (drawn.length > 0) pictures(store.problems.some(stopsAll));
}

function turn(frame, address) {
  if (!address) return frame.clear();
  const url = `/site/${address}${query()}`;
  if (frame.url !== url) frame.show(url);
}

function heading() {
  const row = store.sessions.get(selected);
  const course = store.courses.find(({ id }) => id === (row?.course ?? selected));
  const general = { '.home': say('home'), '.screens': say('screens'), '.site': say('settings') }[selected];
  write(find('title'), row?.title ?? general ?? course?.name ?? selected ?? '');
  write(find('crumb'), row ? (course?.name ?? row.course) : course ? say('course-page') : say('general'));
  const file = detail?.file ?? row?.file ?? course?.file ?? '';
  write(find('when'), [row?.date ? `${dayWords(row.date)} ${row.time}` : '', file].filter(Boolean).join('　'));
  document.title = `${find('title').textContent} — ${say('title')}`;
}

/** Ways out of the workbench: the page in a tab of its own, files to take away. */
function ways() {
  const address = detail.pages[0];
  const parts = [];
  if (address)
    parts.push(make('a', { class: 'button', href: `/site/${address}`, target: '_blank', rel: 'noopener' }, say('open-page')));
  for (const file of detail.downloads) {
    parts.push(
      make(
        'a',
        { class: 'button plain', href: `/site/${file}`, download: file.split('/').pop() },
        say('save-file', { name: file.split('.').pop() }),
      ),
    );
  }
  const said = parts.map((part) => part.outerHTML).join('');
  if (find('ways').dataset.said === said) return;
  find('ways').dataset.said = said;
  find('ways').replaceChildren(...parts);
}

/** The days of all sessions that what is selected shows. */
function stretch() {
  const course = selected.startsWith('.') ? null : selected.split('/')[0];
  const ends = [...store.sessions.values()]
    .filter((row) => row.ends && (!course || row.course === course))
    .map((row) => row.ends);
  const now = nowIs();
  return [
    Math.min(now - 30 * DAY, ...ends.map((end) => end - 30 * DAY)),
    Math.max(now + 30 * DAY, ...ends.map((end) => end + 7 * DAY)),
  ];
}

/** The wide page's address, while it waits for the phone's and for a new card. */
let late = null;

/** Shows the wide page anew, where it waited. */
function catchUp() {
  if (phone.isComing) return;
  if (late && late === wide.url) wide.show(late);
  late = null;
}

/** Whether there is something to ask for once the page is seen. */
let hasToAsk = false;

function askNow() {
  if (!hasToAsk) return;
  hasToAsk = false;
  ask();
}

/** Asks behind the page that is on its way: what the answer shows would hold it up. */
function askSoon() {
  hasToAsk = true;
  if (phone.isComing) setTimeout(askNow, LATEST);
  else askNow();
}

/** A page is seen. */
function seen(page, frame) {
  setTimeout(catchUp, CARD);
  askNow();
  if (!page) return;
  readPage(page);
  find('phone').dataset.shown = frame.dataset.url;
}

/** Somebody follows a link in a page: to another page of the site, which is selected, or away. */
function leave(to) {
  if (to.origin === location.origin && to.pathname.startsWith('/site/')) {
    const address = to.pathname.slice('/site/'.length);
    const id = address.replace(/\/index\.html$|\.html$/, '');
    if (store.sessions.has(id) || store.courses.some((course) => course.id === id)) return select(id);
    if (address === 'index.html' || address === '') return select('.home');
    return lead(to.pathname, to.href);
  }
  lead(to.href, to.href);
}

/** Says where a link leads, and leaves it to whoever reads whether to go there. */
function lead(words, href) {
  const line = find('lead');
  line.replaceChildren(say('leads'), ' ', make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, words));
  line.hidden = false;
}

/** Hears what is not as it was. */
function hear(news, isWhole) {
  const changed = (address) => news.changed === true || news.changed.includes(address);
  for (const frame of frames) {
    if (!frame.url) continue;
    const address = frame.url.split('?')[0].slice('/site/'.length);
    // At another moment a page may differ although today's is the same: it is remade with every change of its course.
    const isTouched =
      lookedAt() !== null && news.changed !== true && news.changed.some((other) => other.split('/')[0] === address.split('/')[0]);
    if (!changed(address) && !isTouched) continue;
    // Two pages at once would both be late: the one that is looked at first comes first.
    if (frame === wide && phone.isComing) late = wide.url;
    else frame.show(frame.url);
  }
  arrive(news.changed);
  updateList(news, isWhole);
  if (news.site) write(find('city'), [store.site.city, store.site.team].filter(Boolean).join(' '));
  if (selected === null && store.version > 0) select(named() ?? firstId());
  state();
  if (selected !== null) askSoon();
  tell('oideyo:version', { version: store.version, stage: store.stage, isWhole });
}

let isOn = true;

function state() {
  const count = store.problems.length;
  const [kind, words] = !isOn
    ? ['off', say('state-off')]
    : count > 0
      ? ['error', say('problems', { count })]
      : store.version === 0
        ? ['busy', say('state-loading')]
        : store.stage === 'pages'
          ? ['busy', say('state-pages')]
          : store.stage === 'pictures'
            ? ['busy', say('state-pictures')]
            : ['well', say('state-whole')];
  find('state').className = `state ${kind}`;
  write(find('state-text'), words);
}

/** The wide page is as wide as its place. */
function fit() {
  const box = find('wide-frame');
  const scale = box.parentElement.clientWidth / WIDE;
  box.style.setProperty('--scale', String(scale));
}

function tell(name, about) {
  window.dispatchEvent(new CustomEvent(name, { detail: about }));
}

function setWidth(width) {
  find('phone').parentElement.style.setProperty('--width', `${width}px`);
  for (const input of document.querySelectorAll('[name=width]')) input.checked = input.value === String(width);
  localStorage.setItem('oideyo-width', width);
}

let waits = null;

function moved() {
  if (waits) return;
  waits = setTimeout(() => {
    waits = null;
    ask();
  }, PAUSE);
}

function start() {
  startList(select);
  startTime(moved);
  for (const input of document.querySelectorAll('[name=width]')) input.addEventListener('change', () => setWidth(input.value));
  setWidth(localStorage.getItem('oideyo-width') ?? '390');
  addEventListener('hashchange', () => select(named()));
  // The address names what is selected; the way past the list must not name something else.
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    find('main').focus();
  });
  document.addEventListener('picture', () => {
    showTalk();
    catchUp();
  });
  new ResizeObserver(fit).observe(find('wide-frame').parentElement);
  for (const button of document.querySelectorAll('[data-close]'))
    button.addEventListener('click', () => button.closest('dialog').close());
  find('help-open').addEventListener('click', () => find('help').showModal());
  const widths = ['320', '390', '430'];
  const nextWidth = () =>
    setWidth(widths[(widths.indexOf(document.querySelector('[name=width]:checked').value) + 1) % widths.length]);
  startKeys({ step, jump, nextWidth, now: () => setTime(null) });
  listen(hear, (on) => {
    isOn = on;
    state();
  });
}

start();
