// Finds the pages of a finished site and picks those that a browser should look at: each kind, each variant of it.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const PER_KIND = 6;
const KINDS = ['session', 'course', 'home', 'archive', 'lost'];
const VARIANTS = ['act book', 'act link', 'act phone', 'act words', 'class=notice', 'class=flow', 'data-from', 'data-now', 'srcset'];

/** All pages: file, name, url, kind, html; `look` marks those for the browser. */
export function findPages(folder) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .sort();
  const seen = new Map();
  return files.map((name) => {
    const file = path.join(folder, name);
    const html = readFileSync(file, 'utf8');
    const kind = kindOf(html);
    const variant = VARIANTS.filter((mark) => body(html).replaceAll('"', '').includes(mark)).join();
    const variants = seen.get(kind) ?? new Set();
    const look = !variants.has(variant) && variants.size < PER_KIND;
    if (look) seen.set(kind, variants.add(variant));
    return { file, name: name.replaceAll('\\', '/'), url: pathToFileURL(file).href, kind, html, look };
  });
}

function body(html) {
  return html.slice(html.indexOf('<body'));
}

function kindOf(html) {
  if (/id=["']?slides/.test(html)) return 'player';
  const classes = /<body[^>]*class=["']?([^"'>]*)/.exec(html)?.[1].split(/\s+/) ?? [];
  return KINDS.find((kind) => classes.includes(kind)) ?? 'other';
}
