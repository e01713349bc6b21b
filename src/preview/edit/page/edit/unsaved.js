// What is not saved yet, by file. It outlives a reload of the page and a crash of the browser's tab, not the tab itself: a
// public PC keeps nothing.

const NAME = 'oideyo-unsaved';

let all = {};
try {
  all = JSON.parse(sessionStorage.getItem(NAME)) ?? {};
} catch {
  // It was not ours.
}

/** What is not saved of a file: `base`, `changes` (by path), `body`, `raw`, `because`, `text` (the file as it would be). */
export const unsavedOf = (file) => all[file] ?? null;

/** All files of which something is not saved. */
export const unsavedFiles = () => Object.keys(all);

/** Remembers it; `null`: it is saved, or given up. */
export function remember(file, unsaved) {
  if (unsaved) all[file] = unsaved;
  else delete all[file];
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // No room: it stays as long as the page does.
  }
}
