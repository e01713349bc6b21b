// The Atom feeds and the sitemap: sound XML, read back with an independent feed reader; every address leads to a file.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseFeed } from '@rowanmanning/feed-parser';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const MOST_ENTRIES = 50;
const MOST_PAGES = 50_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Checks every feed.xml and the sitemap below the folder. */
export function checkFeeds(folder, report) {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll('\\', '/')).sort();
  const base = checkSitemap(folder, names, report);
  const feeds = names.filter((name) => path.posix.basename(name) === 'feed.xml');
  report.check('there are feeds', feeds.includes('feed.xml') && feeds.length > 1, feeds.join());
  for (const name of feeds) checkFeed(folder, name, base, report);
}

/** The sitemap; gives the site's address. */
function checkSitemap(folder, names, report) {
  const xml = read(folder, 'sitemap.xml', report);
  const { urlset } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'url', parseTagValue: false }).parse(xml);
  const pages = urlset?.url ?? [];
  const locs = pages.map(({ loc }) => loc);
  const base = locs[0] ?? '';
  report.check('sitemap.xml: is of version 0.9', urlset?.['@_xmlns'] === 'http://www.sitemaps.org/schemas/sitemap/0.9');
  report.check('sitemap.xml: every page once, not too many', new Set(locs).size === locs.length && locs.length <= MOST_PAGES);
  for (const loc of locs) report.check(`sitemap.xml: ${loc} is there`, leadsToFile(folder, base, loc));
  const days = pages.flatMap(({ lastmod }) => lastmod ?? []);
  report.check('sitemap.xml: has days', days.length > 0 && days.every((day) => DAY.test(day) && Number.isFinite(Date.parse(day))), days.join());
  const listed = new Set(locs.map((loc) => fileOf(base, loc)));
  const missing = names.filter((name) => name.endsWith('.html') && !/^(404\.html$|signage\/)/.test(name) && !listed.has(name));
  report.check('sitemap.xml: lists every page', missing.length === 0, missing.join());
  return base;
}

function checkFeed(folder, name, base, report) {
  const xml = read(folder, name, report);
  const { feed: raw } = new XMLParser({ ignoreAttributes: false, isArray: (tag) => tag === 'entry' || tag === 'link' }).parse(xml);
  let feed;
  try {
    feed = parseFeed(xml);
  } catch (error) {
    report.check(`${name}: can be read`, false, error.message);
    return;
  }
  const where = (item) => `${name} ${item.id}`;
  report.check(`${name}: is Atom with a title and an author`, feed.meta.type === 'atom' && Boolean(feed.title && feed.authors[0]?.name));
  report.check(`${name}: knows its own address`, raw.id === `${base}${name}` && linkOf(raw, 'self') === raw.id, raw.id);
  report.check(`${name}: leads to its page`, leadsToFile(folder, base, linkOf(raw, 'alternate')));
  const ids = feed.items.map(({ id }) => id);
  report.check(`${name}: every id once, not too many`, new Set(ids).size === ids.length && ids.length <= MOST_ENTRIES);
  const dates = feed.items.map(({ updated }) => updated?.getTime());
  report.check(`${name}: newest first`, dates.every((date, index) => date <= (dates[index - 1] ?? date)), dates.join());
  report.check(`${name}: as new as its newest entry`, feed.updated?.getTime() === dates[0], String(feed.updated));
  for (const item of feed.items) {
    report.check(`${where(item)}: leads to a page`, item.id === item.url && leadsToFile(folder, base, item.url), item.url);
    report.check(`${where(item)}: has words`, Boolean(item.title && item.description && item.categories[0]?.label));
  }
}

function read(folder, name, report) {
  const xml = existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), 'utf8') : '';
  const sound = XMLValidator.validate(xml);
  report.check(`${name}: is sound XML`, sound === true && xml.startsWith('<?xml'), sound === true ? '' : JSON.stringify(sound));
  return xml;
}

function linkOf(feed, rel) {
  return feed.link?.find((link) => link['@_rel'] === rel)?.['@_href'];
}

/** Whether an absolute address of the site is that of a file. */
function leadsToFile(folder, base, address) {
  return Boolean(base) && String(address).startsWith(base) && existsSync(path.join(folder, fileOf(base, address)));
}

function fileOf(base, address) {
  return address.slice(base.length).replace(/(^|\/)$/, '$1index.html');
}
