// Two texts line by line.

/** Lines as `[sign, text]`: ' ' both have, '-' only the old one, '+' only the new one. */
export function difference(before, after) {
  const [old, now] = [lines(before), lines(after)];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [a, b] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const middle = a.length * b.length > 1e6 ? [...a.map((line) => ['-', line]), ...b.map((line) => ['+', line])] : longest(a, b);
  const same = (line) => [' ', line];
  return [...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)];
}

const lines = (text) => text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');

/** By the longest lines that both have in the same order. */
function longest(a, b) {
  const best = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    }
  }
  const all = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      all.push([' ', a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && best[i + 1][j] >= best[i][j + 1])) {
      all.push(['-', a[i]]);
      i += 1;
    } else {
      all.push(['+', b[j]]);
      j += 1;
    }
  }
  return all;
}
