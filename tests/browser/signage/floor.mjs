// Chromium 58 (April 2017) is the oldest browser on the screens that are served: the built player's scripts and styles as
// the minifier left them.

import { parse } from 'acorn'; // comes with lighthouse

/** Newer than the floor, as written in a script; what stands behind a question whether it is there is taken out first. */
const NEW_APIS = [
  /\bAbortController\b/, /\.finally\(/, /\.flat(Map)?\(/, /\bglobalThis\b/, /\.replaceAll\(/, /\.replaceChildren\(/, /\.at\(/,
  /\bObject\.fromEntries\b/, /\bPromise\.(allSettled|any)\b/, /\.matchAll\(/, /\bqueueMicrotask\b/, /\bstructuredClone\b/,
  /\bBigInt\b/, /\bResizeObserver\b/, /\.trim(Start|End)\(/, /\bcrypto\.randomUUID\b/,
  /\.findLast(Index)?\(/, /\.decode\(/, /\bnavigator\.wakeLock\b/, /\.toSorted\(/, /\bfetch\(.*cache:/, /\.toggleAttribute\(/,
];
const GUARDED = [/(\w+)\.decode\?\1\.decode\(\)/g];
/** Newer than the floor, in a style sheet. */
const NEW_STYLES = [
  /\binset\b/, /\bgap:/, /aspect-ratio/, /\b(min|max|clamp)\(/, /:is\(/, /:where\(/, /:has\(/, /:focus-(visible|within)/, /&/,
  /\d[dsl]v[hw]\b/, /\d(rlh|lh|cq[wh])\b/, /@(layer|container|property|supports)/, /(width|height)\s*[<>]=?/, /place-(items|content)/,
  /\b(margin|padding|border|inset)-(inline|block)/, /color-mix|oklch|lab\(/, /#[0-9a-f]{8}\b/i, /\brgb\(\d+ /, /overflow:clip/,
  /\btranslate:|\brotate:|\bscale:/, /\bdisplay:(flow-root|grid)/,
];

export function checkFloor(name, html, report) {
  const scripts = [...html.matchAll(/<script(?![^>]*json)[^>]*>([^]*?)<\/script>/g)].map(([, code]) => code);
  report.check(`${name}: its script is inside`, scripts.length > 0 && !/<(script|link|img|video)[^>]*(src|href)=["']?(https?:)?\/\//.test(html));
  for (const code of scripts) {
    report.check(`${name}: its script is ES2017`, ...isEs2017(code));
    const plain = GUARDED.reduce((text, guard) => text.replace(guard, ''), code);
    const found = NEW_APIS.filter((api) => api.test(plain));
    report.check(`${name}: its script asks for nothing newer than Chromium 58`, found.length === 0, found.join(' '));
  }
  const styles = [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, css]) => css).join('\n');
  const found = NEW_STYLES.filter((style) => style.test(styles));
  report.check(`${name}: its style asks for nothing newer than Chromium 58`, found.length === 0, found.join(' '));
}

function isEs2017(code) {
  try {
    parse(code, { ecmaVersion: 2017, sourceType: 'script' });
    return [true];
  } catch (error) {
    return [false, error.message];
  }
}
