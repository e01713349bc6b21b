// What does not fit: runs inside the page and lists what is wider than the screen, cut off, outside its own box, squeezed
// into a narrow column, or lies on other text. Text that is there only for screen readers is left out.

/** One line a misfit. Self-contained: it is sent into the page. */
export function misfits() {
  const SLACK = 2;
  const all = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
  const style = new Map(all.map((element) => [element, getComputedStyle(element)]));
  const hiddenForEyes = (element) =>
    Boolean(element.closest('svg')) ||
    ancestors(element).some((up) => style.get(up)?.clipPath !== 'none' && up.clientWidth <= 1);
  const say = (element) => `${element.localName} ${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 24)}`;

  const found = [];
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > screen) {
    const wide = all.filter((element) => element.getBoundingClientRect().right > screen + 1).slice(0, 3);
    found.push(`page is ${document.documentElement.scrollWidth}px wide: ${wide.map(say).join(', ')}`);
  }
  for (const element of all.filter((one) => !hiddenForEyes(one))) {
    const { overflowX, overflowY } = style.get(element);
    if (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) {
      found.push(`cut off at its side (${element.scrollWidth} in ${element.clientWidth}px): ${say(element)}`);
    }
    if (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1) {
      found.push(`cut off below (${element.scrollHeight} in ${element.clientHeight}px): ${say(element)}`);
    }
  }
  const texts = textBoxes();
  for (const { box, frame, element } of texts.filter((text) => text.frame)) {
    const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
    if (out > SLACK) found.push(`text leaves its box by ${Math.round(out)}px: ${say(element)}`);
  }
  found.push(...squeezed(texts), ...collisions(texts));
  return [...new Set(found)];

  function ancestors(element) {
    const chain = [];
    for (let up = element; up && up !== document.body; up = up.parentElement) chain.push(up);
    return chain;
  }

  /** The lines of every text with the nearest painted box around them and the layer (what does not scroll along) they are in. */
  function textBoxes() {
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || !style.has(element) || hiddenForEyes(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const chain = ancestors(element);
      const painted = chain.find(isPainted);
      const layer = chain.find((up) => /fixed|sticky|absolute/.test(style.get(up).position)) ?? document.body;
      for (const box of range.getClientRects()) {
        if (box.width > 0) boxes.push({ box, element, layer, frame: painted?.getBoundingClientRect() });
      }
    }
    return boxes;
  }

  function isPainted(element) {
    const { display, backgroundColor, borderLeftWidth, borderLeftStyle } = style.get(element);
    if (display === 'inline' || display === 'contents') return false;
    const border = borderLeftStyle !== 'none' && parseFloat(borderLeftWidth) > 0;
    return border || !/rgba\(.*, 0\)|transparent/.test(backgroundColor);
  }

  /** Texts of four lines and more with two or three characters each: nobody reads that as words. */
  function squeezed(boxes) {
    const lines = Map.groupBy(boxes, ({ element }) => element);
    return [...lines]
      .filter(([element, { length }]) => length >= 4 && element.textContent.trim().length <= length * 2.5)
      .map(([element, { length }]) => `squeezed into ${length} lines: ${say(element)}`);
  }

  function collisions(boxes) {
    const clashes = [];
    for (const [i, one] of boxes.entries()) {
      for (const other of boxes.slice(i + 1)) {
        if (one.element === other.element || one.layer !== other.layer) continue;
        const x = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const y = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Lines of text overlap a little where their font is higher than the line.
        if (x > SLACK && y > one.box.height / 3) clashes.push(`text on text: ${say(one.element)} / ${say(other.element)}`);
      }
    }
    return clashes;
  }
}

/** How much of the screen's height is covered by what stays in place while the page scrolls, in percent. */
export function coveredByFixed() {
  const fixed = [...document.body.querySelectorAll('*')].filter(
    (element) => element.checkVisibility() && getComputedStyle(element).position === 'fixed',
  );
  const height = fixed.reduce((sum, element) => sum + element.getBoundingClientRect().height, 0);
  return Math.round((height / innerHeight) * 100);
}
