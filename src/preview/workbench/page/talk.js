// What a chat shows, 320 px wide: the page's link with its card, and the square card as a picture.

import { find, make } from './elements.js';
import { say } from './words.js';

let link = { title: '', words: '', host: '' };

/** Takes what the page says of itself to chat apps. */
export function readPage(page) {
  const meta = (name) => page?.querySelector(`meta[property="og:${name}"]`)?.content ?? '';
  const address = meta('url');
  link = { title: meta('title'), words: meta('description'), host: address ? new URL(address).host : '' };
  showTalk();
}

/** Shows it with the pictures that are shown now. */
export function showTalk() {
  const image = (kind) => document.querySelector(`#card-pictures .${kind} img`);
  const [wide, square] = [image('ogp'), image('line')];
  const bubbles = [];
  if (wide?.src) {
    bubbles.push(
      make(
        'div',
        { class: 'bubble link' },
        picture(wide, 320),
        make('p', { class: 'name' }, link.title),
        make('p', { class: 'words' }, link.words),
        make('p', { class: 'host' }, link.host),
      ),
    );
  }
  if (square?.src) bubbles.push(make('div', { class: 'bubble' }, picture(square, 320)));
  find('chat').hidden = bubbles.length === 0;
  const talk = find('talk');
  const said = bubbles.map((bubble) => bubble.outerHTML).join('');
  if (talk.dataset.said === said) return;
  talk.dataset.said = said;
  talk.replaceChildren(
    ...bubbles.map((bubble) => make('div', { class: 'turn' }, make('span', { class: 'who', 'aria-hidden': 'true' }), bubble)),
  );
}

function picture(image, width) {
  const height = Math.round((width * image.height) / image.width);
  return make('img', { src: image.getAttribute('src'), alt: say('chat-picture'), width, height });
}
