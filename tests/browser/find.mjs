// Finds the pages of a finished site.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The class of a page's body and the kind of page it stands for. */
const KINDS = { session: 'session', course: 'course', home: 'home', archive: 'archive', lost: 'lost', policy: 'accessibility' };

/** All pages: folder and address in it, name for reports, url, kind, html, whether a clock runs in it. */
export function findPages(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => {
      const address = name.replaceAll('\\', '/');
      const file = path.join(folder, name);
      const html = readFileSync(file, 'utf8');
      return {
        folder,
        address,
        name: `${path.basename(folder)}/${address}`,
        url: pathToFileURL(file).href,
        kind: kindOf(html),
        html,
        hasClock: /<script/.test(html) && /data-(now|from)/.test(html),
      };
    });
}

function kindOf(html) {
  if (/id=["']?playlist/.test(html)) return 'player';
  const classes = /<body[^>]*class=["']?([^"'>]*)/.exec(html)?.[1].split(/\s+/) ?? [];
  return KINDS[classes.find((name) => name in KINDS)] ?? 'other';
}
