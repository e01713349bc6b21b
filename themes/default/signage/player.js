{#- The loop: four times a second it looks whether what stands is still true and whether its time is over, and brings what
    comes next. Moments are by the visitor's clock; how long something lasts is not, since clocks are set right at times. -#}
/** Seconds: until a slide that is alone is brought again, a picture is tried again, a pause and the pointer are forgotten. */
const ALONE = 120, PICTURE_RETRY = 60, FORGET_PAUSE = 600, HIDE_POINTER = 3;
const clock = document.getElementById('clock');
const button = document.getElementById('pause');
let list = JSON.parse(document.getElementById('playlist').textContent);
/** A newer playlist, whose time comes between two slides. */
let next = null;
/** What stands: its slide (none: the standing one) and place in the round, its picture, since when, for how many seconds,
    whether it is in layout B, the film that is still to play. */
let shown = null;
let pausedSince = null, pointer = '', pointerSince = 0;

const secondsSince = (then) => (performance.now() - then) / 1000;
const ready = (files) => byHour(files).find((file) => pictures.url(file));

function tick() {
  const paused = pausedSince !== null;
  if (paused && secondsSince(pausedSince) > FORGET_PAUSE) pause();
  film.watch(paused);
  showTime();
  if (secondsSince(pointerSince) > HIDE_POINTER) document.body.classList.add('idle');
  if (stage.busy) return;
  if (shown && shown.film && !paused) {
    film.play(shown.film, shown.mirrored, stand);
    shown.film = '';
  }
  const over = !shown || !paused && !film.run && secondsSince(shown.since) >= shown.seconds;
  if (next && (over || paused || !shown.slide)) take();
  turn(over);
}

/** Brings what shall be seen now, where that is something else. */
function turn(over) {
  const now = current(list, trusted(list));
  const slide = shown && shown.slide, own = slide && now[list.slides.indexOf(slide)] || [];
  const holds = own.indexOf(shown && shown.file) >= 0;
  if (holds && !over) return;
  const stays = own.length > 0 && !holds && ready(own);
  const place = stays ? shown.place : placeAfter(list.round, shown ? shown.place : -1, (number) => ready(now[number]));
  const to = list.slides[list.round[place]];
  const alone = shown && (to ? to === slide && holds : list.standing.indexOf(shown.file) >= 0);
  if (alone && (!over || secondsSince(shown.since) < ALONE)) return;
  if (to) bring(to, place, now[list.round[place]]);
  else rest();
}

/** The city's slide; where even that is not there, the city's name. */
function rest() {
  if (ready(list.standing)) bring(null, shown ? shown.place : -1, list.standing);
  else if (shown) clear();
}

// A function of its own: the minifier would make one `&&=` of it, which Chromium 58 does not know.
function clear() {
  film.stop();
  stage.turn(null);
  document.getElementById('stage').removeAttribute('data-file');
  shown = null;
}

function bring(slide, place, files) {
  const file = ready(files);
  const alt = slide ? slide.alt : document.querySelector('h1').textContent;
  film.stop();
  stage.show(pictures.url(file), alt, (whole) => {
    if (!whole) {
      pictures.skip(file, PICTURE_RETRY);
      pictures.forget(file);
      return;
    }
    shown = { slide, place, file, seconds: slide ? slide.seconds : 0, since: performance.now() };
    shown.mirrored = file === files[1];
    // A film waits until its slide stands.
    if (slide && slide.film && pictures.url(slide.film)) shown.film = slide.film;
    document.getElementById('stage').setAttribute('data-file', file);
  });
}

/** The seconds of a slide count anew: its film is over, or a pause. */
function stand() {
  if (shown) shown.since = performance.now();
}

/** Goes on with the newer playlist, behind the slide that stands where that has it too. */
function take() {
  if (shown && shown.slide) {
    shown.place = placeOf(next, shown.slide);
    shown.slide = next.slides[next.round[shown.place]];
  }
  list = next;
  next = null;
}

function showTime() {
  const now = new Date(), wrong = now.getTime() / 1000 < list.built;
  const time = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  if (clock.textContent !== time) clock.lastElementChild.textContent = time;
  clock.classList.toggle('off', !list.clock || wrong);
}

function pause() {
  pausedSince = pausedSince === null ? performance.now() : null;
  const paused = pausedSince !== null;
  film.hold(paused);
  stand();
  document.body.classList.toggle('paused', paused);
  button.textContent = paused ? '再開する' : '一時停止';
}

document.addEventListener('click', pause);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' || event.key === ' ' && event.target !== button) {
    event.preventDefault();
    if (!event.repeat) pause();
  }
});
// Browsers also send it when what lies below a pointer changes; only a pointer that moves is shown.
document.addEventListener('mousemove', ({ screenX, screenY }) => {
  const at = `${screenX} ${screenY}`;
  if (at === pointer) return;
  pointer = at;
  pointerSince = performance.now();
  document.body.classList.remove('idle');
});
if (OVER_HTTP) lookForNews(list, () => filesOf(list).concat(next ? filesOf(next) : []), (newer) => { next = newer; });
else reloadByNight(() => pausedSince !== null);
setInterval(tick, 250);
tick();
