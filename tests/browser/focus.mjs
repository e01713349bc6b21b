// Going through a page by keyboard: what has focus must be seen.

/** Back to where a visitor starts: nothing has focus, nothing is scrolled. */
export async function fromTheTop(page) {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    scrollTo(0, 0);
  });
}

/** Walks through everything that takes focus; gives what lies outside the screen or behind something else. */
export async function hiddenFocus(page) {
  const hidden = [];
  await fromTheTop(page);
  const count = await page.locator('a[href], button, summary').count();
  for (let step = 0; step < count; step += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(unseenFocus);
    if (found !== null) hidden.push(found);
  }
  return hidden;
}

/** The words of what has focus when it cannot be seen: not all of it, or no part of what is higher than half the screen. */
function unseenFocus() {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getClientRects()[0];
  const isSeen = (y) => {
    const top = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), y);
    return top !== null && (element.contains(top) || top.contains(element));
  };
  const points = [2, box.height / 4, box.height / 2, (box.height * 3) / 4, box.height - 2].map((down) => box.top + down);
  const seen = box.height < innerHeight / 2 ? points.every(isSeen) : points.some(isSeen);
  return seen ? null : element.textContent.trim().slice(0, 30);
}
