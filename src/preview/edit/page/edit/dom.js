// Elements in one line.

/** An element with properties (`on…` are listeners, `data` and `aria` are sets of attributes) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'data' || name === 'aria') {
      for (const [key, said] of Object.entries(value)) made.setAttribute(`${name}-${key}`, said);
    } else if (name in made && typeof value !== 'string') made[name] = value;
    else if (name === 'text') made.textContent = value;
    else if (name === 'value') made.value = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const button = (text, onclick, more = {}) => element('button', { type: 'button', text, onclick, ...more });

let last = 0;
/** A new id. */
export const id = (name) => `e-${name}-${(last += 1)}`;
