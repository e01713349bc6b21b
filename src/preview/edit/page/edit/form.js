// The form: one control a field, made from what the server says of the field table. A control tells what its field shall say
// by `change(path, to)`: `{ value }`, 'clear' (「なし」) or 'inherit' (what is said above).

import { button, element, id } from './dom.js';
import { isJapanese, nameOf, say } from './words.js';

/** Texts that may have several lines. */
const LONG = new Set(['a', 'text', 'summary', 'note', 'cancel_note', 'siblings', 'childcare', 'tasting', 'result_notice', 'leftover']);
/** What a choice is where nobody says anything. */
const DEFAULTS = { seats: 'open', standing: 'on' };
/** Groups that stand open. */
const OPEN = new Set(['often']);
/** Kinds whose words are typed on a telephone's special keyboards. */
const KEYBOARDS = { url: 'url', phone: 'tel', number: 'decimal', yen: 'text' };

/** All groups of a form. */
export function formOf({ groups }, context) {
  return groups.map((group) => {
    const fields = group.fields.map((field) => fieldOf(field, context));
    const title = element('summary', { text: nameOf(group) });
    return element('details', { class: 'e-group', open: OPEN.has(group.id), data: { group: group.id } }, title, ...fields);
  });
}

/** A field with its name, its control and what is said above it. */
export function fieldOf(field, context) {
  const made = field.kind === 'map' ? mapOf(field, context) : simple(field, context);
  made.dataset.path = field.path.join('.');
  made.append(element('div', { class: 'e-found', id: `${made.id}-found`, role: 'status' }));
  return made;
}

const keyOf = (field) => field.path.at(-1);

/** The part of a file's name that is its day. */
const DAY = /\/(\d{4}-\d\d-\d\d)[^/]*\.md$/;
/** The day that a file's name says. */
export const dayOf = (file) => file.match(DAY)?.[1] ?? null;
/** What stands for a file that says something by its name. */
const NAME = 'name';

/** A form's groups as they are shown, with what the table alone does not know. */
export function prepared({ groups }, file) {
  const copy = structuredClone(groups);
  for (const field of copy.flatMap(({ fields }) => fields)) {
    const day = field.path.join('.') === 'date' && dayOf(file);
    if (day) Object.assign(field, { above: { value: day, file: NAME }, required: false, clears: false });
    if (field.path.join('.') === 'booking.url') Object.assign(field, { ja: say('formUrl'), en: say('formUrl') });
    // What must be said cannot be 「なし」.
    if (field.required) field.clears = false;
  }
  return { groups: copy };
}

/** Who says what is said above. */
const whose = ({ file }) => say(file === 'content/site.yaml' ? 'ofSite' : 'ofCourse');

function about(field) {
  const plain = field.about.replaceAll(/[`*]/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return element('p', { class: 'e-about', lang: 'ja', text: plain });
}

/** A field whose value is written in one control. */
function simple(field, context) {
  const place = element('div', { class: 'e-field', id: id(keyOf(field)) });
  const show = () => {
    const found = place.querySelector(':scope > .e-found');
    place.replaceChildren(...[...parts(), found].filter(Boolean));
  };
  const tell = (to) => {
    if (to === 'inherit') field.said = null;
    else if (to === 'clear') field.said = { value: null };
    context.change(field.path, to);
    show();
  };
  const parts = () => {
    const name = nameOf(field) + (field.required ? `（${say('required')}）` : '');
    const isCleared = field.said && field.said.value === null;
    if (isCleared) return [heading(name), cleared(field, tell)];
    if (!field.said && field.above && field.kind !== 'choice' && field.kind !== 'flag') {
      return [heading(name), inherited(field, context, place, show)];
    }
    return [...controlOf(field, name, context.change, place), ways(field, tell)];
  };
  show();
  return place;
}

const heading = (name) => element('p', { class: 'e-name', text: name });

/** 「教室の設定: …」, greyed, and the way to change it here. */
function inherited(field, context, place, show) {
  const words = element('span', { class: 'e-above', text: (field.above.file === NAME ? say('byName') : say('above', whose(field.above))) + inWords(field, field.above.value) });
  const change = () => {
    field.said = { value: structuredClone(field.above.value) };
    show();
    place.querySelector('input, textarea, select, button')?.focus();
  };
  const text = say(context.kind === 'session' ? 'changeSession' : 'changeHere');
  return element('p', { class: 'e-inherited' }, words, button(text, change, { 'aria-label': `${nameOf(field)}: ${text}` }));
}

function cleared(field, tell) {
  const back = field.above ? say('backToAbove', whose(field.above)) : say('unsaid');
  return element('p', { class: 'e-inherited' }, element('span', { text: say('cleared') }), button(back, () => tell('inherit')));
}

/** Ways back to what is said above, and to 「なし」. */
function ways(field, tell) {
  if (!field.above || field.above.file === NAME || field.kind === 'choice' || field.kind === 'flag') return null;
  const name = nameOf(field);
  const back = say('backToAbove', whose(field.above));
  return element(
    'p',
    { class: 'e-ways' },
    button(back, () => tell('inherit'), { 'aria-label': `${name}: ${back}` }),
    field.clears && button(say('clear'), () => tell('clear'), { 'aria-label': `${name}: ${say('clear')}` }),
  );
}

/** A value as one reads it. */
export function inWords(field, value) {
  if (value === null || value === undefined) return say('unsaid');
  if (Array.isArray(value)) return value.map((item) => inWords(field.item ?? {}, item)).join('、');
  if (typeof value === 'object') return Object.values(value).map((item) => inWords({}, item)).join(' ');
  const choice = field.choices?.find(({ word }) => word === value);
  if (choice) return nameOf(choice);
  return field.kind === 'flag' && ['yes', 'no'].includes(value) ? say(value) : String(value);
}

function controlOf(field, name, change, place) {
  const value = field.said?.value ?? null;
  const tell = (value) => change(field.path, isNothing(value) ? nothing(field) : { value });
  if (field.kind === 'choice' || field.kind === 'flag') return [radios(field, name, value, change)];
  const found = `${place.id}-found`;
  return inputs(field, name, value, tell, { describedBy: found });
}

const isNothing = (value) => value === '' || (Array.isArray(value) && value.length === 0);
/** Emptied where something is said above: that shall not hold; else the field goes. */
const nothing = (field) => (field.above && field.clears ? 'clear' : 'inherit');

/** Choices as buttons, of which one is pressed. */
function radios(field, name, value, change) {
  const group = id(keyOf(field));
  const answer = (word) => ({ word, ja: say(word), en: say(word) });
  const choices = field.kind === 'flag' ? ['yes', 'no'].map(answer) : field.choices;
  const usual = DEFAULTS[keyOf(field)];
  const optionOf = ({ word, ...names }) => {
    const isUsual = value === null && !field.above && word === usual;
    // What holds where nothing is said need not be said.
    return { word, text: nameOf(names), to: isUsual ? 'inherit' : { value: word }, is: value === word || isUsual };
  };
  const options = choices.map(optionOf);
  if (!usual) {
    const text = field.above ? say('asAbove', whose(field.above), inWords(field, field.above.value)) : say('unsaid');
    options.unshift({ word: '', text, to: 'inherit', is: field.said === null });
  }
  if (value !== null && !options.some(({ is }) => is)) options.push({ word: value, text: String(value), to: { value }, is: true });
  const radio = ({ word, text, to, is }) => {
    const input = element('input', { type: 'radio', name: group, checked: is, onchange: () => change(field.path, to) });
    return element('label', { class: 'e-choice', data: { word } }, input, element('span', { text }));
  };
  return element('fieldset', { class: 'e-choices' }, element('legend', { text: name }), ...options.map(radio));
}

/** One or more inputs with a label for each. */
function inputs(field, name, value, tell, { describedBy }) {
  const own = id(keyOf(field));
  const hint = id('hint');
  const common = { id: own, 'aria-describedby': `${hint} ${describedBy}`, autocomplete: 'off' };
  const labelled = (input) => [element('label', { for: own, class: 'e-name', text: name }), input, noted(field, hint)];
  const line = (more) => element('input', { ...common, value: value ?? '', oninput: ({ target }) => tell(target.value.trim()), ...more });
  switch (field.kind) {
    case 'date':
      return labelled(line({ type: value === null || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text' }));
    case 'hours':
      return hoursOf(field, name, value, tell, common, hint);
    case 'list':
      return field.item.kind === 'map' ? [itemsOf(field, name, value ?? [], tell)] : labelled(linesOf(value, tell, common));
    case 'rules':
      return labelled(rulesOf(value, tell, common));
    case 'free':
      return [heading(name), element('p', { class: 'e-about', text: say('free') })];
    case 'text':
    case 'answer':
      if (LONG.has(keyOf(field)) || String(value ?? '').includes('\n')) {
        return labelled(element('textarea', { ...common, rows: 2, value: value ?? '', oninput: ({ target }) => tell(target.value.trim()) }));
      }
      return labelled(line({ type: 'text' }));
    default:
      return labelled(line({ type: 'text', inputmode: KEYBOARDS[field.kind] ?? 'text' }));
  }
}

function noted(field, hint) {
  const made = about(field);
  made.id = hint;
  if (field.kind === 'list') made.append(` ${say('oneLine')}`);
  if (field.said?.written) made.append(` （${field.said.written}）`);
  return made;
}

/** From and to, as two times of day; words that are none stay words. */
function hoursOf(field, name, value, tell, common, hint) {
  const [start, end] = /^\d\d?:\d\d-\d\d?:\d\d$/.test(value ?? '') ? value.split('-').map((time) => time.padStart(5, '0')) : ['', ''];
  if (value && !start) {
    const input = element('input', { ...common, type: 'text', value, oninput: ({ target }) => tell(target.value.trim()) });
    return [element('label', { for: common.id, class: 'e-name', text: name }), input, noted(field, hint)];
  }
  const both = () => {
    const short = (input) => input.value.replace(/^0(?=\d:)/, '');
    if (from.value && to.value) tell(`${short(from)}-${short(to)}`);
    else if (!from.value && !to.value) tell('');
  };
  const time = (text, value, more) => {
    const input = element('input', { type: 'time', value, oninput: both, ...more });
    return [input, element('label', { class: 'e-time' }, element('span', { text }), input)];
  };
  const [from, first] = time(say('from'), start, common);
  const [to, second] = time(say('to'), end, { id: `${common.id}-to` });
  return [element('fieldset', { class: 'e-hours' }, element('legend', { text: name }), first, second), noted(field, hint)];
}

function linesOf(value, tell, common) {
  const text = Array.isArray(value) ? value.join('\n') : value ?? '';
  const items = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
  const rows = Math.max(2, text.split('\n').length);
  return element('textarea', { ...common, rows, value: text, oninput: ({ target }) => tell(items(target.value)) });
}

function rulesOf(value, tell, common) {
  const text = Object.entries(value ?? {}).map(([rule, words]) => `${rule}: ${words}`).join('\n');
  const read = (text) => {
    const pairs = text.split('\n').map((line) => line.split(/[:：]/)).filter(([rule, ...words]) => rule.trim() && words.length > 0);
    return Object.fromEntries(pairs.map(([rule, ...words]) => [rule.trim(), words.join(':').trim()]));
  };
  const told = ({ target }) => {
    const rules = read(target.value);
    tell(Object.keys(rules).length > 0 ? rules : '');
  };
  return element('textarea', { ...common, rows: 2, value: text, placeholder: say('rules'), oninput: told });
}

/** A list whose items have fields of their own. */
function itemsOf(field, name, value, tell) {
  const items = value.map((item) => (typeof item === 'string' ? { [field.item.short]: item } : { ...item }));
  const place = element('div', { class: 'e-items' });
  const told = () => tell(items.filter((item) => Object.values(item).some((value) => !isNothing(value))));
  const show = () => place.replaceChildren(...items.map(itemOf), button(say('addItem'), add, { 'aria-label': `${name}: ${say('addItem')}` }));
  const add = () => {
    items.push({});
    show();
    place.querySelector('fieldset:last-of-type :is(input, textarea)')?.focus();
  };
  const itemOf = (item, at) => {
    const fields = field.item.fields.map((part) => {
      const own = { ...part, path: [keyOf(part)], said: keyOf(part) in item ? { value: item[keyOf(part)] } : null, above: null };
      return fieldOf(own, {
        kind: '',
        change: ([key], to) => {
          if (to === 'inherit') delete item[key];
          else item[key] = to.value;
          told();
        },
      });
    });
    const remove = () => {
      items.splice(at, 1);
      show();
      told();
      place.lastElementChild.focus();
    };
    const up = () => {
      items.splice(at - 1, 0, ...items.splice(at, 1));
      show();
      told();
    };
    const number = at + 1;
    return element(
      'fieldset',
      { class: 'e-item' },
      element('legend', { text: say('item', number) }),
      ...fields,
      element('p', { class: 'e-ways' }, at > 0 && button(say('upItem', number), up), button(say('removeItem', number), remove)),
    );
  };
  show();
  return element('fieldset', { class: 'e-map' }, element('legend', { text: name }), about(field), place);
}

/** A group of fields that belong together. */
function mapOf(field, context) {
  const name = nameOf(field) + (field.required ? `（${say('required')}）` : '');
  const fields = field.fields.map((part) => fieldOf(part, context));
  const isCleared = field.said && field.said.value === null;
  const note = isCleared ? cleared(field, (to) => context.change(field.path, to)) : null;
  return element('fieldset', { class: 'e-map', id: id(keyOf(field)) }, element('legend', { text: name }), about(field), note, ...fields);
}

/** Shows what was found at its fields; gives back what belongs to none that is shown. */
export function showFound(place, found) {
  for (const old of place.querySelectorAll('.e-found')) old.replaceChildren();
  for (const input of place.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  const rest = [];
  for (const finding of found) {
    const field = fieldAt(place, finding.path);
    if (!field) {
      rest.push(finding);
      continue;
    }
    field.querySelector(':scope > .e-found').append(foundOf(finding));
    if (finding.severity === 'error') field.querySelector('input, textarea')?.setAttribute('aria-invalid', 'true');
    const folded = field.closest('details:not([open])');
    if (folded && finding.severity === 'error') folded.open = true;
  }
  return rest;
}

function fieldAt(place, path) {
  for (let length = path.length; length > 0; length -= 1) {
    const field = place.querySelector(`[data-path="${CSS.escape(path.slice(0, length).join('.'))}"]`);
    if (field) return field;
  }
  return null;
}

/** One finding in words. */
export function foundOf({ severity, message, help, line }) {
  const where = line ? `${say('line', line)}: ` : '';
  return element(
    'p',
    { class: `e-finding e-${severity}`, lang: isJapanese() ? 'ja' : 'en' },
    element('strong', { text: `${say(severity)} ` }),
    `${where}${message} `,
    element('span', { class: 'e-help', text: help }),
  );
}
