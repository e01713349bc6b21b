// The pages as files: valid HTML, the weight of a session's page, links of the page for what is not there.

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { fileURLToPath } from 'node:url';

/** A session's page, all of it: its style and its drawing are inside. */
const SESSION_BYTES = 25 * 1024;

// In .htmlvalidate.json two rules allow what the minifier writes (attributes without quotes where HTML lets them be, a small
// doctype), and one is off: it asks for non-breaking hyphens in telephone numbers, which would spoil them for whoever
// copies one (the style sheet keeps them in one line).
export async function checkMarkup(pages, report) {
  const config = fileURLToPath(new URL('.htmlvalidate.json', import.meta.url));
  const { default: rules } = await import(config, { with: { type: 'json' } });
  const validator = new HtmlValidate(new FileSystemConfigLoader(rules));
  for (const page of pages) {
    const result = await validator.validateString(page.html);
    const messages = result.results.flatMap((file) => file.messages);
    const found = messages.map((message) => `${message.line}:${message.column} ${message.ruleId} ${message.message}`);
    report.check(`${page.name} is valid HTML`, found.length === 0, [...new Set(found)].slice(0, 5).join(' | '));
    if (page.kind === 'session') {
      const bytes = Buffer.byteLength(page.html);
      report.check(`${page.name} is light`, bytes <= SESSION_BYTES, `${bytes} bytes`);
    }
    if (page.kind === 'lost') {
      const links = [...page.html.matchAll(/<a[^>]*href=["']?([^"'\s>]+)/g)].map((match) => match[1]);
      const near = links.filter((href) => !/^(https?:|tel:|mailto:|#)/.test(href));
      report.check(`${page.name} has absolute links`, near.length === 0, near.join());
    }
  }
}
