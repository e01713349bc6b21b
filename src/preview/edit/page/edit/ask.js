// Asks the server. Everything that is asked here needs the word that only this page knows.

const token = document.querySelector('meta[name="oideyo-token"]')?.content ?? '';

/** An answer that is no yes: `status`, `message`, `help`, and `theirs`, the file as it is on the disk. */
export class Refusal extends Error {
  constructor(status, { message, help = '', theirs = null }) {
    super(message);
    Object.assign(this, { status, help, theirs });
  }
}

/** Asks for `what` with `body` as JSON. `lasting`: the answer may come when the page is gone. */
export async function ask(what, body = {}, { lasting = false } = {}) {
  let response;
  try {
    response = await fetch(`/.oideyo/api/edit/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-oideyo-token': token },
      body: JSON.stringify(body),
      keepalive: lasting,
    });
  } catch (error) {
    throw new Refusal(0, { message: String(error.message) });
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
