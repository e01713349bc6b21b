// New sessions and copies of old ones.

import { ask } from './ask.js';
import { button, element, id } from './dom.js';
import { foundOf } from './form.js';
import { say } from './words.js';

/** Opens the dialog. `like`: `COURSE/NAME` of the session to copy. `made(id, file)` hears of the new one. */
export async function makeSession({ course, like, made }) {
  const courses = await ask('courses');
  const dialog = element('dialog', { class: 'e-dialog' });
  const answers = {};
  const title = id('title');
  const shown = element('div', { class: 'e-shown', role: 'status' });
  const field = (key, name, more = {}) => {
    const own = id(key);
    answers[key] = element('input', { id: own, type: 'text', autocomplete: 'off', ...more });
    return element('p', { class: 'e-field' }, element('label', { for: own, class: 'e-name', text: name }), answers[key]);
  };
  const usual = element('p', { class: 'e-about' });
  const which = element('select', { id: id('course'), onchange: () => change() });
  which.append(...courses.map(({ folder, name }) => element('option', { value: folder, text: name })));
  which.value = courses.some(({ folder }) => folder === course) ? course : courses[0]?.folder ?? '';
  answers.course = which;
  const change = () => {
    const chosen = courses.find(({ folder }) => folder === which.value);
    usual.textContent = chosen?.usual ? say('usually', chosen.usual) : '';
    answers.date.value = chosen?.next ?? '';
    answers.time.placeholder = chosen?.time ?? '';
    answers.title.placeholder = chosen?.title ?? '';
  };
  const send = async (write) => {
    const said = Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, value.trim()]));
    try {
      const session = await ask('new', { ...said, like: like ?? '', write });
      if (session.written) {
        dialog.close();
        made(session);
        return;
      }
      const remarks = session.remarks.map((remark) => foundOf({ severity: 'warning', ...remark }));
      const file = element('pre', { tabindex: '0', text: session.text });
      shown.replaceChildren(...remarks, element('p', { text: say('willWrite', session.file) }), file);
    } catch (refusal) {
      shown.replaceChildren(foundOf({ severity: 'error', ...refusal, message: refusal.message }));
    }
  };
  const submit = (event) => {
    event.preventDefault();
    send(true);
  };
  const head = element('h2', { id: title, text: say(like ? 'copySession' : 'newSession') });
  const place = element('p', { class: 'e-field' }, element('label', { for: which.id, class: 'e-name', text: say('whichCourse') }), which);
  const fields = [
    field('date', say('whichDay'), { type: 'date', required: true }),
    field('time', say('hours')),
    field('url', say('form'), { inputmode: 'url' }),
    field('title', say('headline')),
    field('slug', say('slug')),
  ];
  const buttons = element(
    'p',
    { class: 'e-buttons' },
    button(say('lookFirst'), () => send(false), { class: 'button plain' }),
    element('button', { type: 'submit', class: 'button', text: say('make') }),
    button(say('cancel'), () => dialog.close(), { class: 'button plain' }),
  );
  dialog.setAttribute('aria-labelledby', title);
  if (like) which.disabled = true;
  fields[0].append(usual);
  dialog.append(element('form', { onsubmit: submit }, head, place, ...fields, shown, buttons));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  change();
  dialog.showModal();
  answers.date.focus();
}
