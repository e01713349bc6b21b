{#- The files at hand. Over http(s) each is fetched once and kept in memory, so that no network is needed any more; from
    file:// they are where they are. What could not be shown is passed over for a while. -#}
const OVER_HTTP = /^http/.test(location.protocol);
/** Fetched side by side. */
const SIDE_BY_SIDE = 3;

/** Asks the server, past every cache. Not fetch(): in Chromium 58 that has no timeout and no way to pass the cache. */
function ask(address, type, seconds, done) {
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = type;
  request.timeout = seconds * 1000;
  if (type !== 'blob') request.setRequestHeader('Cache-Control', 'no-cache');
  request.onloadend = () => done(request.status === 200 ? request.response : null, request.status);
  request.send();
}

const pictures = {
  urls: Object.create(null),
  skipped: Object.create(null),

  /** What shows a file; empty: it is not there (yet), or was of no use a moment ago. */
  url(file) {
    if (this.skipped[file] > performance.now()) return '';
    return OVER_HTTP ? this.urls[file] || '' : file;
  },

  /** Does without a file for some seconds. */
  skip(file, seconds) {
    this.skipped[file] = performance.now() + seconds * 1000;
  },

  /** Forgets a file, so that it is fetched again. */
  forget(file) {
    if (this.urls[file]) URL.revokeObjectURL(this.urls[file]);
    delete this.urls[file];
  },

  /** Forgets all files but these. */
  keep(files) {
    const kept = new Set(files);
    Object.keys(this.urls).filter((file) => !kept.has(file)).forEach((file) => this.forget(file));
    Object.keys(this.skipped).filter((file) => !kept.has(file)).forEach((file) => delete this.skipped[file]);
  },

  /** Fetches what is missing, in this order, and says whether all is there. Gives up when nobody answers. */
  fetch(files, done) {
    let missing = files.filter((file) => !this.urls[file]);
    let asked = 0;
    const more = () => {
      while (asked < SIDE_BY_SIDE && missing.length > 0) {
        asked += 1;
        one(missing.shift());
      }
      if (asked === 0) done(files.every((file) => this.urls[file]));
    };
    const one = (file) => ask(file, 'blob', /\.mp4$/.test(file) ? 600 : 60, (blob, status) => {
      asked -= 1;
      // A page in a picture's place is what some hosts and hotspots send for what is missing.
      if (blob && blob.size > 0 && !/html/.test(blob.type)) {
        this.forget(file);
        this.urls[file] = URL.createObjectURL(blob);
      }
      if (status === 0) missing = [];
      more();
    });
    more();
  },
};
