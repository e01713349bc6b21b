// Moments by the city's clock. A moment is a number: seconds since 1970.

import { lang } from './words.js';

const locale = lang === 'ja' ? 'ja-JP' : 'en-GB';
const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
const day = format({ month: lang === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' });
const short = format({ month: 'numeric', day: 'numeric' });
const weekday = format({ weekday: 'short' });
const year = format({ year: 'numeric', month: lang === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' });

/** Seconds by which the city's clocks are ahead of UTC. */
let offset = 9 * 3600;

export function setOffset(seconds) {
  offset = seconds;
}

const civil = (at) => new Date((at + offset) * 1000);
const clock = (at) => civil(at).toISOString().slice(11, 16).replace(/^0/, '');

/** 「12月5日(土) 10:00」 */
export const momentWords = (at) => `${day.format(civil(at))} ${clock(at)}`;

/** 「12/5 10:00」, where there is little room. */
export const momentShort = (at) => `${short.format(civil(at))} ${clock(at)}`;

/** As addresses say it: `2026-12-05T10:00:00`. */
export const momentText = (at) => civil(at).toISOString().slice(0, 19);

/** The moment that such a text says; NaN: it says none. */
export const momentOf = (text) => Date.parse(`${text}Z`) / 1000 - offset;

/** A day such as `2026-12-10`: 「12/10」. */
export const dayShort = (iso) => short.format(new Date(`${iso}T00:00Z`));

/** Its weekday: 「木」. */
export const dayOfWeek = (iso) => weekday.format(new Date(`${iso}T00:00Z`));

/** 「2026年12月10日(木)」 */
export const dayWords = (iso) => year.format(new Date(`${iso}T00:00Z`));
