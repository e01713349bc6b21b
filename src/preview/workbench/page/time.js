// The moment that is looked at. A session's phases lie side by side, each as wide as the others however long it lasts, and
// the slider goes through them; what has no phases has a plain stretch of days.

import { momentOf, momentShort, momentText, momentWords } from './dates.js';
import { find, make, write } from './elements.js';
import { nowIs, phaseAt, store } from './store.js';
import { say } from './words.js';

const DAY = 24 * 3600;
/** How far the first phase reaches back, and the last one on. */
const MARGIN = 3 * DAY;
const STEPS = 1000;

let at = null;
/** Moments at the edges of the stretches, and the phase of each stretch. */
let edges = [];
let phases = [];
let onChange = () => {};

/** The moment that is looked at; `null`: now. */
export const lookedAt = () => at;

/** What addresses of pages say of it; a site whose clock stands still has its own `now`. */
export function query() {
  const moment = at ?? (store.clock ? null : store.now);
  return moment === null ? '' : `?at=${momentText(moment)}`;
}

export function startTime(change) {
  onChange = change;
  find('at-range').addEventListener('input', ({ target }) => set(momentAtPlace(Number(target.value))));
  find('at-now').addEventListener('click', () => set(null));
  find('at-input').addEventListener('change', ({ target }) => {
    const moment = momentOf(`${target.value}:00`);
    if (Number.isFinite(moment)) set(moment);
  });
  setInterval(() => at === null && show(), 30_000);
}

/** Looks at another moment. */
export function set(moment) {
  if (moment === at) return;
  at = moment === null ? null : Math.round(moment / 60) * 60;
  show();
  onChange();
}

/** Goes to the beginning of the next phase, or of the one before. */
export function jump(by) {
  if (phases.length === 0) return;
  const index = phases.findIndex((_, number) => (at ?? nowIs()) < edges[number + 1]);
  const next = Math.min(Math.max((index < 0 ? phases.length - 1 : index) + by, 0), phases.length - 1);
  set(beginning(next));
}

/** Takes the moments of what is selected: a session's phases, or the days from `days[0]` until `days[1]`. */
export function showTimeline(ofSession, days) {
  const moments = ofSession.map(([from]) => from).filter((from) => from !== null);
  if (moments.length > 0) {
    edges = [moments[0] - MARGIN, ...moments, moments.at(-1) + MARGIN];
    phases = ofSession.map(([, id]) => id);
  } else {
    edges = [...days];
    phases = ofSession.map(([, id]) => id);
  }
  const buttons = phases.map((id, number) =>
    make(
      'button',
      { type: 'button', class: `phase ${id}`, 'data-phase': id, onclick: () => set(beginning(number)) },
      say(`phase-${id}`),
    ),
  );
  const box = find('phases');
  if (box.textContent !== buttons.map((button) => button.textContent).join('') || box.dataset.edges !== String(edges)) {
    box.dataset.edges = String(edges);
    box.replaceChildren(...buttons);
    showEdges();
  }
  show();
}

/** The moments at which phases change; where there is only one, those at both ends. */
function showEdges() {
  const isInner = phases.length > 1;
  const labels = (isInner ? edges.slice(1, -1) : edges).map((moment) => make('span', {}, momentShort(moment)));
  if (isInner) labels.forEach((label, number) => label.style.setProperty('left', `${((number + 1) * 100) / phases.length}%`));
  find('edges').className = isInner ? 'edges inner' : 'edges';
  find('edges').replaceChildren(...labels);
}

/** The moment from which a phase is seen; the first one holds from always: the middle of what is shown of it. */
const beginning = (number) => (number === 0 ? (edges[0] + edges[1]) / 2 : edges[number]);

function show() {
  const moment = at ?? nowIs();
  const list = phases.map((id, number) => [number === 0 ? null : edges[number], id]);
  const id = list.length > 0 ? phaseAt(list, moment) : null;
  const when = at === null ? say('now-is', { moment: momentWords(moment) }) : momentWords(moment);
  const words = id ? say('moment-phase', { moment: when, phase: say(`phase-${id}`) }) : when;
  write(find('at-text'), words);
  const range = find('at-range');
  range.value = String(placeOfMoment(moment));
  range.setAttribute('aria-valuetext', words);
  find('at-input').value = momentText(moment).slice(0, 16);
  find('at-now').setAttribute('aria-pressed', String(at === null));
  for (const button of find('phases').children) {
    button.setAttribute('aria-pressed', String(button.dataset.phase === id));
  }
}

function momentAtPlace(place) {
  const stretch = STEPS / (edges.length - 1);
  const number = Math.min(Math.floor(place / stretch), edges.length - 2);
  const share = place / stretch - number;
  return edges[number] + share * (edges[number + 1] - edges[number]);
}

function placeOfMoment(moment) {
  const stretch = STEPS / (edges.length - 1);
  const number = edges.findIndex((_, index) => moment < edges[index + 1]);
  if (moment <= edges[0]) return 0;
  if (number < 0) return STEPS;
  return Math.ceil((number + (moment - edges[number]) / (edges[number + 1] - edges[number])) * stretch);
}
