// What opens beside the form: the difference to a file that was changed elsewhere, and earlier texts.

import { ask } from './ask.js';
import { button, element, id } from './dom.js';
import { difference } from './diff.js';
import { say } from './words.js';

/** Two texts with their lines marked; lines that both have only near to others. */
export function differenceOf(before, after) {
  const lines = difference(before, after);
  const near = (at) => lines.slice(Math.max(0, at - 2), at + 3).some(([sign]) => sign !== ' ');
  const kinds = { '-': 'del', '+': 'ins', ' ': 'span' };
  const shown = lines.map(([sign, text], at) => near(at) && element(kinds[sign], { class: 'e-line', text: `${sign} ${text}` }));
  return element('pre', { class: 'e-difference', tabindex: '0' }, ...shown);
}

/** A dialog with a title. */
function dialogOf(title, ...parts) {
  const head = id('head');
  const dialog = element('dialog', { class: 'e-dialog', 'aria-labelledby': head }, element('h2', { id: head, text: title }), ...parts);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Shows a conflict. `choose` hears of 'theirs', 'copy' or 'mine'. */
export function showConflict({ message, theirs, mine, choose }) {
  const pick = (what) => () => {
    dialog.close();
    choose(what);
  };
  const dialog = dialogOf(
    say('conflict'),
    element('p', { text: message }),
    element('p', { class: 'e-about', text: say('conflictLegend') }),
    differenceOf(theirs.text, mine),
    element(
      'p',
      { class: 'e-buttons' },
      button(say('takeTheirs'), pick('theirs'), { class: 'button plain', data: { choose: 'theirs' } }),
      button(say('keepCopy'), pick('copy'), { class: 'button', data: { choose: 'copy' } }),
      button(say('putMine'), pick('mine'), { class: 'button plain', data: { choose: 'mine' } }),
      button(say('close'), () => dialog.close(), { class: 'button plain' }),
    ),
  );
  dialog.querySelector('[data-choose=copy]').focus();
}

/** Shows the earlier texts of a file. `restore(id)` puts one back. */
export async function showEarlier({ file, now, restore }) {
  const { texts } = await ask('earlier', { file });
  const shown = element('div', { class: 'e-shown', role: 'status' });
  const when = (until) => until.replace('T', ' ').replace(/\.\d+$/, '');
  const look = async (id) => {
    const { text } = await ask('earlier', { file, id });
    shown.replaceChildren(differenceOf(now(), text ?? ''));
  };
  const row = ({ id, until }) => {
    const name = say('until', when(until));
    const put = () => {
      dialog.close();
      restore(id);
    };
    return element(
      'li',
      {},
      element('span', { text: name }),
      button(say('look'), () => look(id), { class: 'button plain', 'aria-label': `${name}: ${say('look')}` }),
      button(say('restore'), put, { class: 'button plain', 'aria-label': `${name}: ${say('restore')}` }),
    );
  };
  const list = texts.length > 0 ? element('ul', { class: 'e-texts' }, ...texts.map(row)) : element('p', { text: say('earlierNone') });
  const close = element('p', { class: 'e-buttons' }, button(say('close'), () => dialog.close(), { class: 'button plain' }));
  const dialog = dialogOf(say('earlier'), list, shown, close);
}
