// Mistakes and advice: where, what, and the way out. Mistakes lie over the last good version until they are mended.

import { find, fill, make, write } from './elements.js';
import { idOfFile, store } from './store.js';
import { say } from './words.js';

/**
 * Shows all mistakes; those of `file`, which is looked at, come first. `version`: which one of its page is seen, the
 * `latest`, an `earlier` one or `nothing`.
 */
export function showProblems(file, version) {
  const problems = [...store.problems];
  problems.sort((one, other) => Number(other.file === file) - Number(one.file === file));
  find('problems').hidden = problems.length === 0;
  write(find('problems-title'), problems.length === 0 ? '' : say('problems', { count: problems.length }));
  const isHere = problems.some((problem) => concerns(problem, file));
  const latest = isHere ? say('problems-pictures') : say('problems-elsewhere');
  write(find('problems-note'), { nothing: say('problems-first'), earlier: say('problems-here'), latest }[version]);
  find('problems').classList.toggle('elsewhere', !isHere && version === 'latest');
  fill(
    find('problems-list'),
    problems.map((problem) => entry(problem, problem.file !== file)),
  );
}

/** Whether a mistake is why something of `file` is not the latest: it stands there, or where everything reads it. */
export function concerns(problem, file) {
  return problem.file === file || !problem.file || !isOfOther(problem.file, file);
}

/** Whether a mistake keeps everything as it was: nobody could read on behind it. */
export const stopsAll = ({ file }) => !file || file === 'content/site.yaml' || !file.startsWith('content/');

const isOfOther = (other, file) => {
  const folder = (path) => path.split('/').slice(0, 2).join('/');
  if (other === 'content/site.yaml' || !other.startsWith('content/')) return false;
  return !(other.endsWith('/_course.md') && folder(other) === folder(file));
};

/** Shows what there is to say about a file besides mistakes. */
export function showAdvice(found) {
  const advice = found.filter(({ severity }) => severity !== 'error');
  fill(
    find('advice-list'),
    advice.map((one) => entry(one, false)),
  );
  find('advice-none').hidden = advice.length > 0;
}

function entry({ severity, rule, file, line, column, message, help }, hasLink) {
  const id = file && hasLink ? idOfFile(file) : null;
  const place = file ? say('place', { file, line, column }) : '';
  return make(
    'li',
    { class: severity, 'data-rule': rule },
    make('p', { class: 'what' }, make('span', { class: 'kind' }, say(`severity-${severity}`)), ' ', message),
    make('p', { class: 'help' }, make('b', {}, say('help')), ' ', help),
    place && make('p', { class: 'place' }, id ? make('a', { href: `#${id}` }, place) : place),
  );
}
