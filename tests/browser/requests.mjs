// What a page asks the city's host for: a session's page without a photo is one file; photos keep their place while they
// load, come in the size that fits, and wait below the first screen until they are near.

import { newTab, visit } from './browser.mjs';

const PHONE = { width: 390, height: 844 };

export async function checkRequests(browser, pages, report) {
  const { context, page: tab, requests } = await newTab(browser, { viewport: PHONE });
  for (const page of pages) {
    requests.length = 0;
    await visit(tab, page);
    checkPage(page, requests, await tab.evaluate(describePictures), report);
  }
  await context.close();
}

function checkPage({ name, kind }, requests, pictures, report) {
  if (kind === 'session' && !pictures.some(({ isPhoto }) => isPhoto)) {
    const others = requests.slice(1).map((address) => address.split('/').at(-1));
    report.check(`${name}: one request`, requests.length === 1, `it also asks for ${others.join(', ')}`);
  }
  const check = (what, isSo) => {
    const wrong = pictures.filter((picture) => !isSo(picture)).map(({ src }) => src);
    report.check(`${name}: ${what}`, wrong.length === 0, wrong.join());
  };
  check('pictures have width and height', ({ width, height }) => width > 0 && height > 0);
  check('pictures below the first screen wait', ({ isBelow, isLazy }) => !isBelow || isLazy);
  check('pictures on the first screen do not wait', ({ isBelow, isLazy }) => isBelow || !isLazy);
  check('photos come in several sizes', ({ isPhoto, sizes }) => !isPhoto || sizes > 1);
}

function describePictures() {
  return [...document.images].map((image) => ({
    src: image.getAttribute('src').slice(0, 60),
    isPhoto: /\.(jpe?g|png|webp|avif)$/i.test(image.getAttribute('src')),
    width: Number(image.getAttribute('width')),
    height: Number(image.getAttribute('height')),
    sizes: image.srcset ? image.srcset.split(',').length : 0,
    isLazy: image.loading === 'lazy',
    isBelow: image.getBoundingClientRect().top > innerHeight,
  }));
}
