// Motion: pages have none, whatever a reader prefers; the player's cross-fade goes where one prefers less.

/** `page` stands open. */
export async function checkStill(page, where, report, preferences = ['no-preference', 'reduce']) {
  for (const reducedMotion of preferences) {
    await page.emulateMedia({ reducedMotion });
    const moving = await page.evaluate(whatMoves);
    report.check(`${where} with motion "${reducedMotion}": nothing moves`, moving.length === 0, moving.slice(0, 5).join(' | '));
  }
}

function whatMoves() {
  const longest = (times) => Math.max(...times.split(',').map(parseFloat));
  const found = document.getAnimations().map((animation) => `running: ${animation.effect?.target?.localName}`);
  for (const element of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element, part);
      const name = `${element.localName}${element.className ? `.${element.className}` : ''}${part ?? ''}`;
      if (animationName !== 'none') found.push(`${name} animation ${animationName}`);
      if (longest(transitionDuration) > 0) found.push(`${name} transition ${transitionDuration}`);
      if (scrollBehavior === 'smooth') found.push(`${name} scrolls smoothly`);
    }
  }
  return found;
}
