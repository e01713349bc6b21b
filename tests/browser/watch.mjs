// Waiting for what the workbench shows, with a check counted for each wait.

/** Nothing takes longer, ms; machines that test may be busy. */
export const PATIENCE = 30_000;

/** Ways to wait that count in a report. */
export function watcher(report) {
  /** Waits until something holds in the page; counts whether it came to hold. */
  async function until(page, name, holds, argument, timeout = PATIENCE) {
    let detail = '';
    const ok = await page.waitForFunction(holds, argument, { timeout, polling: 50 }).then(
      () => true,
      (error) => {
        detail = error.message.split('\n')[0];
        return false;
      },
    );
    report.check(name, ok, ok ? '' : `${detail} ${JSON.stringify(argument)}`);
    return ok;
  }

  /** Waits until the phone's page says some words. */
  function phoneSays(page, name, words) {
    const holds = (text) => document.querySelector('#phone iframe:not(.coming)')?.contentDocument?.body?.innerText.includes(text);
    return until(page, name, holds, words);
  }

  return { until, phoneSays };
}
