// Makes and finds elements.

export const find = (id) => document.getElementById(id);

/** An element with attributes, and with elements or texts in it. */
export function make(name, attributes = {}, ...parts) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...parts.filter((part) => part !== null && part !== undefined && part !== false));
  return element;
}

/** Says something; what is said already stays untouched. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Puts elements in the place of others, unless they look the same. */
export function fill(element, parts) {
  const next = make('div', {}, ...parts);
  if (element.innerHTML !== next.innerHTML) element.replaceChildren(...next.childNodes);
}
