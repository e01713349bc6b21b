{#- A slide's film: plays once on the place that the slide's photo has, then it goes and the photo below it stands. Whatever
    goes wrong with it, the photo is there. -#}
/** Seconds: a film that stands still so long has failed, so has one that takes so much longer than it is. */
const STALL = 10, OVERTIME = 5;
/** Seconds for which a film that failed is not tried again. */
const FILM_RETRY = 3600;

const film = {
  video: document.getElementById('film'),
  /** The film that runs, from when it is asked to play until it has gone: how long, where, since when it stands still. */
  run: null,

  play(file, mirrored, done) {
    this.run = { file, done, played: 0, still: 0, at: 0, last: performance.now() };
    this.video.className = mirrored ? 'mirrored' : '';
    this.video.muted = true;
    this.video.src = pictures.url(file);
    this.start();
  },

  start() {
    const run = this.run, started = this.video.play();
    // A pause refuses it too, without being a failure.
    if (started) started.catch((error) => run === this.run && error.name !== 'AbortError' && this.fail());
  },

  /** Pauses and goes on. */
  hold(held) {
    if (!this.run) return;
    if (held) this.video.pause();
    else this.start();
  },

  /** Called again and again: ends a film that hangs. */
  watch(held) {
    const run = this.run, now = performance.now();
    if (!run) return;
    const passed = held ? 0 : (now - run.last) / 1000;
    run.last = now;
    run.played += passed;
    run.still = this.video.currentTime === run.at ? run.still + passed : 0;
    run.at = this.video.currentTime;
    if (run.still > STALL || run.played > this.video.duration + OVERTIME) this.fail();
  },

  fail() {
    if (this.run) pictures.skip(this.run.file, FILM_RETRY);
    this.stop();
  },

  /** Takes the film away and frees its decoder. */
  stop() {
    const run = this.run;
    if (!run) return;
    this.run = null;
    this.video.classList.remove('seen');
    this.video.pause();
    this.video.removeAttribute('src');
    this.video.load();
    run.done();
  },
};
film.video.onplaying = () => film.run && film.video.classList.add('seen');
film.video.onended = () => film.stop();
film.video.onerror = () => film.fail();
