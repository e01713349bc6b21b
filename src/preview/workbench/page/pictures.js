// Cards and slides: each stands where it stood until the next one is there.

import { find, make, write } from './elements.js';
import { lang, say } from './words.js';

const byKey = new Map();

/**
 * Shows pictures in a box, those that are there already in place. `owner`: whose they are; `query`: the
 * moment, as in addresses; `isNow`: whether it is now, so that what is missing is being drawn.
 */
export function showPictures(box, rows, how) {
  // The first landscape slide takes the place of the first one, whatever stands before it.
  const same = (row, number) => rows.slice(0, number).filter(({ kind }) => kind === row.kind).length;
  const keys = rows.map((row, number) => `${box.id} ${row.kind} ${same(row, number)}`);
  for (const element of [...box.children]) if (!keys.includes(element.dataset.key)) element.remove();
  rows.forEach((row, number) => {
    const key = keys[number];
    let figure = byKey.get(key);
    if (!figure) {
      figure = frame(key, row);
      byKey.set(key, figure);
    }
    if (box.children[number] !== figure.element) box.insertBefore(figure.element, box.children[number] ?? null);
    figure.update(row, how);
  });
}

function frame(key, { kind, width, height }) {
  const image = make('img', { alt: '' });
  const open = make(
    'button',
    { type: 'button', class: 'look', 'aria-label': say('zoom', { name: say(`picture-${kind}`) }) },
    image,
  );
  const note = make('p', { class: 'note', role: 'status' });
  const facts = make('dl', { class: 'facts' });
  const save = make('a', { class: 'button small' }, say('save'));
  const name = make(
    'figcaption',
    {},
    make('b', {}, say(`picture-${kind}`)),
    ' ',
    make('span', { class: 'size' }, `${width}×${height}`),
  );
  const isSlide = kind === 'landscape' || kind === 'portrait';
  const board = isSlide ? make('div', { class: 'panel' }, open, make('span', { class: 'foot' })) : open;
  const element = make('figure', { class: `picture ${kind}`, 'data-key': key }, name, board, note, facts, make('p', {}, save));
  const state = { row: null, url: null, owner: null };
  open.addEventListener('click', () => zoom(state));
  return { element, update: (row, how) => update({ element, image, note, facts, save, state }, row, how) };
}

function update({ element, image, note, facts, save, state }, row, { owner, query, isNow, panel, isStale, hasFailed }) {
  state.row = row;
  image.width = row.width;
  image.height = row.height;
  element.dataset.address = row.address;
  describe(facts, row, panel);
  // What is there already says in its name what it shows.
  const url = `/site/${row.address}${row.is_ready ? '' : query}`;
  const isOld = !row.is_ready && isNow;
  // What is still being drawn must not look like another session's picture.
  if (isOld && state.owner !== owner) {
    image.removeAttribute('src');
    element.dataset.shown = '';
    state.url = null;
  }
  state.owner = owner;
  element.classList.toggle('stale', isStale || isOld);
  const isLastGood = isStale || (isOld && hasFailed);
  const isEmpty = isLastGood && isOld && !image.src;
  write(note, isEmpty ? say('picture-none') : isLastGood ? say('picture-last-good') : isOld ? say('picture-drawing') : '');
  if (isOld || state.url === url) return;
  state.url = url;
  const next = new Image();
  next.src = url;
  const take = () => {
    if (state.url !== url) return;
    image.src = url;
    image.alt = say(`picture-${row.kind}`);
    save.href = url;
    save.download = row.address.split('/').pop();
    element.dataset.shown = row.address;
    element.dispatchEvent(new CustomEvent('picture', { bubbles: true }));
  };
  next.decode().then(take, () => state.url === url && write(note, say('picture-missing')));
}

function describe(facts, row, panel) {
  const metres = (mm) => (mm / 1000).toLocaleString(lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const parts = [];
  if (row.target) {
    parts.push([
      say(`leads-${row.leads_to}`),
      make('a', { href: row.target, target: '_blank', rel: 'noopener noreferrer', class: 'url' }, row.target),
    ]);
  } else if (row.leads_to === null && row.kind === 'story') {
    parts.push([say('leads'), say('leads-sticker')]);
  }
  const isSlide = row.kind === 'landscape' || row.kind === 'portrait';
  if (row.scan_mm) {
    const words = isSlide
      ? say('scan-slide', { inches: panel ? panel.tenth_inches / 10 : 43, metres: metres(row.scan_mm) })
      : say('scan-card', { centimetres: Math.floor(row.scan_mm / 10) });
    parts.push([say('scan'), words]);
  }
  if (row.read_mm) parts.push([say('read'), say('read-slide', { metres: metres(row.read_mm) })]);
  const said = parts.map(([term, value]) => `${term}${value.textContent ?? value}`).join('\n');
  if (facts.dataset.said === said) return;
  facts.dataset.said = said;
  facts.replaceChildren(...parts.map(([term, value]) => make('div', {}, make('dt', {}, term), make('dd', {}, value))));
}

/** A picture in its own pixels. */
function zoom({ row, url }) {
  if (!url) return;
  const image = find('zoom-image');
  write(find('zoom-title'), `${say(`picture-${row.kind}`)} ${row.width}×${row.height}`);
  image.src = url;
  image.alt = say(`picture-${row.kind}`);
  image.width = row.width;
  image.height = row.height;
  find('zoom').showModal();
}
