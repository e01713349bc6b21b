// Words in the reader's language. They stand in src/preview/workbench/words.rs, Japanese and English side by side.

const table = JSON.parse(document.getElementById('words').textContent);

export const lang = document.documentElement.lang;

/** The words of `key`; `{name}` in them becomes `values.name`. */
export function say(key, values = {}) {
  return table[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
