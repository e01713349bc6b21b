// Shortcuts of one key. Who does not want them (they get in the way of voice control) switches them off in the help.

import { find } from './elements.js';

const SETTING = 'oideyo-keys';

export function startKeys({ step, jump, nextWidth, now }) {
  const toggle = find('keys-on');
  toggle.checked = localStorage.getItem(SETTING) !== 'off';
  toggle.addEventListener('change', () => localStorage.setItem(SETTING, toggle.checked ? 'on' : 'off'));
  const keys = {
    '/': () => find('search').focus(),
    j: () => step(1),
    k: () => step(-1),
    '[': () => jump(-1),
    ']': () => jump(1),
    n: now,
    w: nextWidth,
    '?': () => find('help').showModal(),
  };
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest(
      'input:not([type=radio], [type=range], [type=checkbox]), textarea, select, [contenteditable]',
    );
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping || document.querySelector('dialog[open]'))
      return;
    const does = keys[event.key.toLowerCase()];
    if (!does) return;
    event.preventDefault();
    does();
  });
}
