{#- The stage: two layers take turns. A picture goes into the layer behind and is faded in once it is whole; until then the
    old one stays, so there is never a blank frame. Against burn-in each picture is moved by up to 8 px; below it the same
    picture lies moved along one side only, along the other, and unmoved, which continues what it shows to every edge. -#}
/** Milliseconds: a cross-fade; what a browser needs to paint a layer; the longest wait for a picture. */
const FADE = 1000, PAINT = 100, PATIENCE = 15000;
/** Slide px, and the minutes in which a picture goes there and back: two periods, so that it comes everywhere. */
const SHIFT = 8, PERIODS = [53, 71];

const stage = {
  layers: Array.from(document.querySelectorAll('.layer'), filled),
  /** What lies on the pictures and moves with them. */
  over: document.getElementById('over'),
  words: document.getElementById('calm'),
  size: ORIENTATION === 'portrait' ? [1080, 1920] : [1920, 1080],
  front: 0,
  busy: false,

  /** Fades to a picture; `done(false)`: it could not be loaded, and the old one stays. */
  show(url, alt, done) {
    const layer = this.layers[1 - this.front], images = Array.from(layer.children), image = layer.lastElementChild;
    this.busy = true;
    const [left, top] = this.shift();
    images.forEach((one, number) => {
      one.style.left = number % 2 === 1 ? left : 0;
      one.style.top = number > 1 ? top : 0;
    });
    load(images, url, (whole) => {
      if (!whole) {
        this.busy = false;
        done(false);
        return;
      }
      image.alt = alt;
      // Nearly invisible in front of the old one, so that it is painted before it is seen.
      layer.className = 'layer next';
      setTimeout(() => {
        this.over.style.left = left;
        this.over.style.top = top;
        this.turn(layer);
        done(true);
      }, PAINT);
    });
  },

  /** `layer` becomes the front one; none: the city's name is seen. */
  turn(layer) {
    const old = this.layers[this.front];
    this.busy = true;
    this.words.setAttribute('aria-hidden', String(Boolean(layer)));
    old.setAttribute('aria-hidden', 'true');
    old.className = layer ? 'layer back' : 'layer';
    if (layer) {
      layer.removeAttribute('aria-hidden');
      layer.className = 'layer front';
      this.front = 1 - this.front;
    }
    setTimeout(() => {
      old.className = 'layer';
      this.busy = false;
    }, FADE + PAINT);
  },

  /** Where the slow shift is now: left and top in % of the stage. */
  shift() {
    return PERIODS.map((minutes, side) => {
      const turns = Date.now() / 60000 / minutes;
      const px = Math.round(SHIFT * (4 * Math.abs(turns - Math.floor(turns) - 0.5) - 1));
      return px / this.size[side] * 100 + '%';
    });
  },
};

/** A layer with four times the picture in it; the last is the one that is seen. */
function filled(layer) {
  [1, 2, 3, 4].forEach(() => { layer.appendChild(document.createElement('img')).alt = ''; });
  return layer;
}

/** Loads a picture into some `img`, and has it decoded where the browser can say when (from Chromium 64 on). */
function load(images, url, done) {
  let missing = images.length, over = false;
  const end = (whole) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    images.forEach((image) => { image.onload = image.onerror = null; });
    done(whole);
  };
  const timer = setTimeout(end, PATIENCE, false);
  const failed = () => end(false);
  const loaded = () => {
    missing -= 1;
    if (missing === 0) end(true);
  };
  images.forEach((image) => {
    image.onerror = failed;
    image.onload = () => image.decode ? image.decode().then(loaded, failed) : loaded();
    image.src = url;
  });
}
