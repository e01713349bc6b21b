// Pages in frames. A new version loads behind the one that is seen and takes its place when it is whole: nothing flashes,
// and the reader's place stays.

import { make } from './elements.js';

export class Frame {
  #box;
  #title;
  #shown = null;
  #next = null;
  #onLoad;
  #onLeave;

  /** `onLoad(document)` hears of each page that is seen, `onLeave(url)` where somebody follows a link. */
  constructor(box, title, { onLoad = () => {}, onLeave = () => {} } = {}) {
    this.#box = box;
    this.#title = title;
    this.#onLoad = onLoad;
    this.#onLeave = onLeave;
  }

  /** The address that is shown, or on its way. */
  get url() {
    return (this.#next ?? this.#shown)?.dataset.url ?? null;
  }

  /** Whether a page is on its way. */
  get isComing() {
    return this.#next !== null;
  }

  /** Shows a page, also one that is shown already: it may have changed. */
  show(url) {
    this.#next?.remove();
    const frame = make('iframe', { title: this.#title, src: url, 'data-url': url, class: 'coming', tabindex: '-1' });
    this.#next = frame;
    frame.addEventListener('load', () => this.#next === frame && this.#take(frame));
    this.#box.append(frame);
  }

  /** Shows nothing. */
  clear() {
    this.#next?.remove();
    this.#shown?.remove();
    this.#next = this.#shown = null;
  }

  #take(frame) {
    const old = this.#shown;
    const path = (of) => of?.dataset.url.split('?')[0];
    if (path(old) === path(frame)) frame.contentWindow.scrollTo(0, old.contentWindow?.scrollY ?? 0);
    this.#shown = frame;
    this.#next = null;
    frame.classList.remove('coming');
    frame.removeAttribute('tabindex');
    // Both lie above each other for a moment: what is below is seen until what is above is painted.
    requestAnimationFrame(() => requestAnimationFrame(() => old?.remove()));
    frame.contentDocument?.addEventListener('click', (event) => this.#follow(event));
    this.#onLoad(frame.contentDocument, frame);
  }

  #follow(event) {
    const link = event.target.closest?.('a[href], area[href]');
    if (!link) return;
    const to = new URL(link.href, link.baseURI);
    const here = new URL(link.baseURI);
    const isPlace = to.origin === here.origin && to.pathname === here.pathname && to.hash;
    if (isPlace) return;
    event.preventDefault();
    this.#onLeave(to);
  }
}
