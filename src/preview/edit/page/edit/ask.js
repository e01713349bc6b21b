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
  let response;
  try {
    response = await send();
    if (response.status === 403 && (await isOtherWord())) response = await send();
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

/** A server that was started anew has another word. */
async function isOtherWord() {
  const html = await (await fetch('/')).text();
  const before = word;
  word = wordIn(new DOMParser().parseFromString(html, 'text/html'));
  return word !== before;
}
