// Asks the server. Everything that is asked here needs the word that only this page knows.

import { say } from './words.js';

const wordIn = (page) => page.querySelector('meta[name="oideyo-token"]')?.content ?? '';
let word = wordIn(document);

/** An answer that is no yes: `status`, `message`, `help`, and `theirs`, the file as it is on the disk. */
export class Refusal extends Error {
  constructor(status, { message, help = '', theirs = null }) {
    super(message);
    Object.assign(this, { status, help, theirs });
  }
}

/** Asks for `what` with `body` as JSON. `lasting`: the answer may come when the page is gone. */
export async function ask(what, body = {}, { lasting = false } = {}) {
  const send = () =>
    fetch(`/.oideyo/api/edit/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-oideyo-token': word },
      body: JSON.stringify(body),
      keepalive: lasting,
    });
  const said = word;
  let response;
  try {
    response = await send();
    if (response.status === 403 && (await isOutdated(said))) response = await send();
  } catch {
    throw new Refusal(0, { message: say('noAnswer') });
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  let told = { message: text };
  try {
    told = JSON.parse(text);
  } catch {
    // The guard answers in words.
  }
  throw new Refusal(response.status, told);
}

/** Whether a word is no more the server's: one that was started anew has another. */
async function isOutdated(said) {
  if (word === said) {
    const html = await (await fetch('/')).text();
    word = wordIn(new DOMParser().parseFromString(html, 'text/html'));
  }
  return word !== said;
}
