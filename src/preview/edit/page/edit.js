// Edits what is selected in the workbench: its fields as a form, its Markdown, or the whole file. What is typed is shown in the
// preview at once, and saved only when that is asked for.

import { ask } from './edit/ask.js';
import { button, element, id } from './edit/dom.js';
import { dayOf, fieldOf, formOf, foundOf, prepared, showFound } from './edit/form.js';
import { showConflict, showEarlier } from './edit/panels.js';
import { makeSession } from './edit/sessions.js';
import { remember, unsavedFiles, unsavedOf } from './edit/unsaved.js';
import { say } from './edit/words.js';
import { addressed } from './store.js';

/** So long after the last key the preview is asked for, ms. */
const PAUSE = 200;
const TABS = ['fields', 'body', 'raw'];

const place = document.getElementById('edit');

/** What is selected in the workbench, and which file of it is edited. */
let selected = null;
/** The file as it is saved. */
let saved = null;
/** The same with everything that was typed. */
let shown = null;
/** What was typed: `changes` by path, `body`, `raw`, `because`. */
let typed = nothing();
let tab = 'fields';
/** The name of what the last save replaced. */
let replaced = null;
let timer = null;
/** What was typed when the draft was made that is shown. */
let drafted = nothing();
/** How many files were opened; one that another has overtaken is not shown any more. */
let opened = 0;
/** The draft that is on its way; another waits for it. */
let sending = Promise.resolve();

function nothing() {
  return { changes: {}, body: null, raw: null, because: '' };
}

const isDirty = () => saved !== null && (Object.keys(typed.changes).length > 0 || typed.body !== null || typed.raw !== null);

// The frame around everything.

const files = element('p', { class: 'e-files', role: 'group', 'aria-label': say('editing') });
const tabs = element('div', { class: 'e-tabs', role: 'tablist', 'aria-label': say('editing') });
const panel = element('div', { class: 'e-panel', role: 'tabpanel', id: id('panel'), tabindex: '-1' });
const others = element('div', { class: 'e-others' });
const rest = element('div', { class: 'e-rest', role: 'status' });
const state = element('p', { class: 'e-state', role: 'status' });
const told = element('div', { class: 'e-told', role: 'alert' });
const saveButton = button(say('save'), () => save(), { class: 'button e-save', title: say('saveHint'), 'aria-keyshortcuts': 'Control+S' });
const undoButton = button(say('undo'), () => restore(replaced), { class: 'button plain e-undo' });
const discardButton = button(say('discard'), () => discard().catch(complain), { class: 'button plain e-discard' });
const earlierButton = button(say('earlier'), earlier, { class: 'button plain e-earlier' });

function frame() {
  const head = id('head');
  place.setAttribute('aria-labelledby', head);
  const makers = [button(say('newSession'), newSession, { class: 'button plain e-new' }), button(say('copySession'), copySession, { class: 'button plain e-copy' })];
  place.replaceChildren(
    element('header', { class: 'e-top' }, element('h2', { id: head, text: say('editing') }), ...makers),
    files,
    element('div', { class: 'e-bar' }, state, saveButton, discardButton, undoButton, earlierButton),
    others,
    told,
    tabs,
    rest,
    panel,
  );
  place.hidden = false;
}

// What is open.

/** The file that says what is selected; what the whole site has once is said by its own. */
const fileOf = (chosen) => chosen?.file || 'content/site.yaml';

/** Opens a file; what was typed into it and not saved is there again. */
async function open(file) {
  opened += 1;
  const number = opened;
  await settle();
  if (number !== opened) return;
  told.replaceChildren();
  replaced = null;
  let view;
  try {
    view = await ask('read', { file });
  } catch (refusal) {
    if (number !== opened) return;
    [saved, shown, typed] = [null, null, nothing()];
    complain(refusal);
    draw();
    if (refusal.status === 404) leftOver(file);
    return;
  }
  if (number !== opened) return;
  const before = unsavedOf(file);
  [saved, shown, typed, drafted] = [view, view, nothing(), nothing()];
  if (!before) return draw();
  if (before.base !== view.digest) {
    draw();
    return conflict({ message: '', theirs: view }, before.text);
  }
  typed = { changes: before.changes, body: before.body, raw: before.raw, because: before.because };
  if (typed.raw !== null) tab = 'raw';
  await send();
  draw();
  announce(say('recovered'));
}

/** What was typed into a file that is there no more: it can still be copied, and given up. */
function leftOver(file) {
  const left = unsavedOf(file);
  if (!left) return;
  const own = id('text');
  const words = left.raw ?? left.text;
  const all = left.body === null || plain(words).includes(left.body) ? words : `${words}\n${left.body}`;
  const giveUp = () => {
    remember(file, null);
    open(fileOf(selected));
  };
  panel.replaceChildren(
    element('label', { for: own, class: 'e-name', text: say('fileGone', file) }),
    element('textarea', { id: own, class: 'e-text', value: plain(all), readonly: true }),
    element('p', { class: 'e-ways' }, button(say('discard'), giveUp)),
  );
}

/** Draws everything anew; whoever stands in a field, or has opened a group, finds it again. */
function redraw() {
  const focused = document.activeElement?.closest?.('[data-path]')?.dataset.path;
  const groups = [...panel.querySelectorAll('.e-group[open]')].map(({ dataset }) => dataset.group);
  draw();
  for (const group of groups) panel.querySelector(`[data-group="${group}"]`)?.setAttribute('open', '');
  if (focused) panel.querySelector(`[data-path="${CSS.escape(focused)}"] :is(input:checked, input:not([type=radio]), textarea)`)?.focus();
}

/** Draws everything anew. */
function draw() {
  drawFiles();
  drawTabs();
  panel.replaceChildren(...(shown ? { fields: drawFields, body: drawBody, raw: drawRaw }[tab]() : [element('p', { text: say('nothingOpen') })]));
  show();
}

function drawFiles() {
  const course = selected?.id.split('/')[0];
  const isCourse = course && !course.startsWith('.');
  const all = [
    selected?.id.includes('/') && ['session', selected.file],
    isCourse && ['course', `content/${selected.file.split('/')[1]}/_course.md`],
    ['site', 'content/site.yaml'],
  ].filter(Boolean);
  const one = ([key, file]) => button(say(key), () => saved?.file !== file && open(file), { 'aria-pressed': String(saved?.file === file), data: { file } });
  files.replaceChildren(...all.map(one), element('code', { text: saved?.file ?? '' }));
  place.querySelector('.e-copy').hidden = saved?.kind !== 'session';
}

function drawTabs() {
  if (shown?.body === null && tab === 'body') tab = 'fields';
  const choose = (key) => {
    tab = key;
    draw();
    tabs.querySelector('[aria-selected=true]').focus();
  };
  const step = (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const there = TABS.filter((key) => key !== 'body' || shown?.body !== null);
    if (way) choose(there[(there.indexOf(tab) + way + there.length) % there.length]);
  };
  const one = (key) =>
    button(say(key), () => choose(key), {
      role: 'tab',
      id: `e-tab-${key}`,
      'aria-selected': String(tab === key),
      'aria-controls': panel.id,
      tabindex: tab === key ? '0' : '-1',
      onkeydown: step,
      data: { tab: key },
    });
  tabs.replaceChildren(...TABS.filter((key) => key !== 'body' || (shown && shown.body !== null)).map(one));
  panel.setAttribute('aria-labelledby', `e-tab-${tab}`);
}

const context = () => ({ change, kind: saved.kind });

function drawFields() {
  if (!shown.form) return [element('p', { class: 'e-note', text: say('noForm') })];
  if (typed.raw !== null) return [element('p', { class: 'e-note', text: say('rawFirst') })];
  return [...formOf(prepared(shown.form, shown.file), context()), becauseOf()];
}

/** Why a session is not held or moved; it is asked for only then. */
function becauseOf() {
  const own = id('because');
  const input = element('input', {
    id: own,
    type: 'text',
    value: typed.because,
    autocomplete: 'off',
    placeholder: say('becauseHint'),
    oninput: ({ target }) => {
      typed.because = target.value;
      later();
    },
  });
  return element('p', { class: 'e-field e-because' }, element('label', { for: own, class: 'e-name', text: say('because') }), input);
}

function drawBody() {
  if (typed.raw !== null) return [element('p', { class: 'e-note', text: say('rawFirst') })];
  return text(say('markdown'), shown.body, (value) => {
    typed.body = value === plain(saved.body) ? null : value;
  });
}

function drawRaw() {
  return text(say('wholeFile', shown.file, shown.encoding), shown.text, (value) => {
    typed = { ...nothing(), raw: value === plain(saved.text) ? null : value };
  });
}

const plain = (text) => text.replaceAll('\r\n', '\n');

/** A box for a text of many lines. */
function text(name, value, take) {
  const own = id('text');
  const box = element('textarea', {
    id: own,
    class: 'e-text',
    value: plain(value),
    rows: 24,
    spellcheck: 'false',
    oninput: () => {
      take(box.value);
      later();
    },
  });
  return [element('label', { for: own, class: 'e-name', text: name }), box];
}

// What is typed.

/** A field shall say something else. */
function change(path, to) {
  const key = path.join('.');
  // What goes back to how it is saved is no change.
  const before = controlAt(saved.form, path)?.said ?? null;
  const isAsNamed = key === 'date' && before === null && to.value === dayOf(saved.file);
  const isAsSaved = { inherit: before === null, clear: before?.value === null }[to] ?? same(to.value, before?.value);
  if (isAsSaved || isAsNamed) delete typed.changes[key];
  else typed.changes[key] = { path, to };
  later();
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function controlAt(form, path) {
  const all = (fields) => fields.flatMap((field) => [field, ...all(field.fields ?? [])]);
  return form.groups.flatMap(({ fields }) => all(fields)).find((field) => field.path.join('.') === path.join('.'));
}

/** The preview is told when the keys rest for a moment. */
function later() {
  keep();
  show();
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = null;
    send();
  }, PAUSE);
}

/** Remembers what is typed beyond a reload. */
function keep() {
  const text = shown.text;
  remember(saved.file, isDirty() ? { base: saved.digest, ...typed, text } : null);
}

/** Waits until the server knows everything that is typed. */
async function settle() {
  if (timer !== null) {
    clearTimeout(timer);
    timer = null;
    send();
  }
  await sending;
}

/** Tells the server what is typed, one after the other. */
function send() {
  sending = sending.then(sendNow);
  return sending;
}

async function sendNow() {
  if (!saved) return;
  const { file, digest } = saved;
  const now = structuredClone(typed);
  const wish = { ...now, file, base: digest, changes: Object.values(now.changes) };
  try {
    const view = await ask('draft', wish);
    if (saved?.file !== file) return;
    [shown, drafted] = [view, now];
    told.replaceChildren();
    keep();
    refresh();
    showAll(view.found);
  } catch (refusal) {
    if (saved?.file !== file) return;
    if (refusal.status === 409) conflict(refusal, await typedOnto(wish, refusal.theirs));
    else complain(refusal);
  }
}

/** The file as it is on the disk with everything that was typed: nothing of that is missing from what the writer chooses. */
async function typedOnto(wish, theirs) {
  try {
    return (await ask('draft', { ...wish, base: theirs.digest })).text;
  } catch {
    // It changes again at this very moment, or can only be changed by hand.
    return shown.text;
  }
}

/** Fields that changed by what was typed into others are drawn anew: a day that moved adds to the list of changes. */
function refresh() {
  if (tab !== 'fields' || !shown.form || typed.raw !== null) return;
  for (const { fields } of prepared(shown.form, shown.file).groups) {
    for (const field of fields) {
      const key = field.path.join('.');
      const old = panel.querySelector(`[data-path="${CSS.escape(key)}"]`);
      const mine = Object.keys(typed.changes).some((path) => path === key || path.startsWith(`${key}.`));
      const drawn = old?.dataset.said ?? JSON.stringify(controlAt(saved.form, field.path)?.said ?? null);
      const said = JSON.stringify(field.said);
      if (!old || mine || drawn === said || old.contains(document.activeElement)) continue;
      const made = fieldOf(field, context());
      made.dataset.said = said;
      old.replaceWith(made);
    }
  }
}

// What is told.

function show() {
  const dirty = isDirty();
  state.textContent = saved ? say(dirty ? 'unsaved' : 'saved') : '';
  place.classList.toggle('e-dirty', dirty);
  saveButton.disabled = !dirty;
  discardButton.hidden = !dirty;
  undoButton.hidden = replaced === null || dirty;
  earlierButton.hidden = saved === null;
  document.title = document.title.replace(/^● /, '').replace(/^/, dirty ? '● ' : '');
  const because = panel.querySelector('.e-because');
  if (because) because.hidden = !['standing', 'date'].some((key) => key in typed.changes);
  const more = unsavedFiles().filter((file) => file !== saved?.file);
  others.replaceChildren(...more.map((file) => element('p', { class: 'e-note' }, `${say('unsaved')}: `, button(file, () => open(file)))));
}

function announce(words) {
  state.textContent = words;
}

function complain(refusal) {
  told.replaceChildren(foundOf({ severity: 'error', message: refusal.message || say('failed'), help: refusal.help ?? '' }));
}

/** What is wrong, at its fields; what belongs to none that is shown stands above them. */
function showAll(found) {
  const left = tab === 'fields' ? showFound(panel, found) : found;
  rest.replaceChildren(...left.map(foundOf));
}

/** A file that was saved elsewhere is shown as it is now, unless something is typed into it: then the writer chooses. */
async function follow() {
  const before = saved;
  if (isDirty()) return;
  const view = await ask('read', { file: before.file });
  if (saved !== before || isDirty() || view.digest === before.digest) return;
  [saved, shown, drafted, replaced] = [view, view, nothing(), null];
  redraw();
}

/** Asks what the latest round found: dates that do not exist, advice. */
async function look() {
  const file = saved?.file;
  if (!file || timer !== null) return;
  try {
    await follow();
    const found = await ask('found', { file });
    if (saved?.file === file) showAll(found);
  } catch {
    // The file may just be away; the next version tells.
  }
}

// Saving.

async function save() {
  if (!saved) return;
  await settle();
  // What could not even be shown is not saved: why stands there already.
  if (!isDirty() || shown === saved) return;
  announce(say('saving'));
  // What is typed meanwhile is drafted upon the saved file, not upon the one that it replaces.
  sending = sending.then(put);
  await sending;
}

async function put() {
  const [{ file, digest }, then] = [saved, drafted];
  try {
    const { earlier, ...view } = await ask('save', { file, base: digest, text: shown.text });
    if (saved?.file !== file) return remember(file, null);
    goOn(view, earlier, since(then));
  } catch (refusal) {
    show();
    if (refusal.status === 409) conflict(refusal, shown.text);
    else complain(refusal);
  }
}

/** What was typed after `then`, of which the file is saved: whoever types goes on while it is. */
function since(then) {
  if (typed.raw !== then.raw) return { ...nothing(), raw: typed.raw ?? plain(saved.text) };
  const changes = Object.fromEntries(Object.entries(typed.changes).filter(([key, change]) => !same(change, then.changes[key])));
  for (const [key, { path }] of Object.entries(then.changes)) {
    if (key in typed.changes) continue;
    // It was taken back to what was saved before.
    const before = controlAt(saved.form, path)?.said;
    changes[key] = { path, to: !before ? 'inherit' : before.value === null ? 'clear' : { value: before.value } };
  }
  const body = typed.body === then.body ? null : (typed.body ?? plain(saved.body));
  return { changes, body, raw: null, because: typed.because === then.because ? '' : typed.because };
}

/** The file is saved. What is drawn says the same already: nothing moves under the writer's hands. */
function goOn(view, earlier, rest) {
  [saved, shown, typed, drafted, replaced] = [view, view, rest, nothing(), earlier];
  told.replaceChildren();
  const because = panel.querySelector('.e-because input');
  if (because) because.value = typed.because;
  if (tab === 'raw') drawTabs();
  if (isDirty()) return later();
  keep();
  show();
  announce(say('justSaved'));
}

/** Another text has taken the file's place. */
function replace({ earlier, ...view }, words) {
  remember(view.file, null);
  if (saved?.file !== view.file) return;
  [saved, shown, typed, drafted, replaced] = [view, view, nothing(), nothing(), earlier];
  told.replaceChildren();
  redraw();
  announce(words);
}

/** The file is another than the one that was read. Nothing was overwritten; the writer chooses. */
function conflict({ message, theirs }, mine) {
  const { file } = saved;
  if (document.querySelector('.e-dialog[open]')) return;
  const choose = async (what) => {
    try {
      if (what === 'copy') await ask('keep', { file, text: mine });
      if (what === 'mine') return replace(await ask('save', { file, base: theirs.digest, text: mine }), say('justSaved'));
      await ask('drop', { file });
    } catch (refusal) {
      // It may have changed once more.
      return refusal.status === 409 ? conflict(refusal, mine) : complain(refusal);
    }
    remember(file, null);
    typed = nothing();
    await open(file);
    if (what === 'copy') announce(say('keptCopy'));
  };
  showConflict({ message, theirs, mine, choose });
}

async function restore(earlier) {
  const { file, digest } = saved;
  try {
    await settle();
    replace(await ask('restore', { file, base: digest, id: earlier }), say('restored'));
  } catch (refusal) {
    if (refusal.status === 409) conflict(refusal, shown.text);
    else complain(refusal);
  }
}

async function discard() {
  await settle();
  const { file } = saved;
  await ask('drop', { file });
  remember(file, null);
  typed = nothing();
  await open(file);
}

function earlier() {
  showEarlier({ file: saved.file, now: () => shown.text, restore }).catch(complain);
}

// New files.

function newSession() {
  makeSession({ course: selected?.file.split('/')[1], made }).catch(complain);
}

function copySession() {
  const [, folder, name] = saved.file.split('/');
  makeSession({ course: folder, like: `${folder}/${name.replace(/\.md$/, '')}`, made }).catch(complain);
}

/** A new session that the workbench does not know yet. */
let coming = null;

/** A new file is opened; the workbench shows it as soon as it knows it. */
async function made({ file, id: session }) {
  selected = { id: session, file };
  coming = session;
  await open(file);
  await come();
  announce(say('made', file));
}

async function come() {
  if (!coming) return;
  const response = await fetch(`/.oideyo/api/item?id=${encodeURIComponent(coming)}`).catch(() => null);
  if (!response?.ok || !coming) return;
  location.hash = coming;
  coming = null;
}

// Around the page.

function choose({ id: chosen, file }) {
  if (selected?.id === chosen) return;
  selected = { id: chosen, file };
  open(fileOf(selected));
}

/** The workbench may have said what is selected before anybody listened here. */
async function begin() {
  const chosen = addressed();
  const response = chosen && (await fetch(`/.oideyo/api/item?id=${encodeURIComponent(chosen)}`).catch(() => null));
  if (response?.ok && !selected) choose(await response.json());
}

window.addEventListener('oideyo:session', ({ detail }) => choose(detail));
window.addEventListener('oideyo:version', ({ detail }) => {
  // A server that was started anew knows of nothing that is not saved.
  if (detail.isWhole && isDirty()) send();
  look();
  come();
});
window.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
    event.preventDefault();
    save();
  }
});
window.addEventListener('beforeunload', (event) => {
  if (unsavedFiles().length > 0) event.preventDefault();
});
// What is not saved is not shown to others as if it were, once nobody writes on it.
window.addEventListener('pagehide', () => {
  for (const file of unsavedFiles()) ask('drop', { file }, { lasting: true }).catch(() => {});
});

if (place) {
  frame();
  draw();
  begin();
}
