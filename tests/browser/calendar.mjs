// The calendar files, read back with an independent library: their bytes, their events, what subscribers get.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';

const LONGEST = 75;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Checks every .ics below the folder. */
export function checkCalendars(folder, report) {
  const names = readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ics'))
    .sort();
  report.check('there are calendars', names.some((name) => name.endsWith('/calendar.ics')) && names.includes('calendar.ics'));
  const calendars = new Map(names.map((name) => [name, readCalendar(folder, name, report)]));
  for (const [name, calendar] of calendars) {
    if (!calendar) continue;
    checkCalendar(name, calendar, report);
    for (const event of calendar.getAllSubcomponents('vevent')) checkEvent(folder, name, event, report);
  }
  checkSubscribed(calendars, report);
}

/** The calendar, or null where no reader could read it. */
function readCalendar(folder, name, report) {
  const bytes = readFileSync(path.join(folder, name));
  const text = bytes.toString('utf8');
  const lines = splitLines(bytes);
  report.check(`${name}: every line ends in CRLF`, text.endsWith('\r\n') && !/\r(?!\n)|(?<!\r)\n/.test(text));
  const long = lines.filter((line) => line.length > LONGEST).map((line) => `${line.length}: ${line}`);
  report.check(`${name}: lines of at most ${LONGEST} octets`, long.length === 0, long.join(' | '));
  report.check(`${name}: no character is split between lines`, lines.every(isWhole));
  try {
    return new ICAL.Component(ICAL.parse(text));
  } catch (error) {
    report.check(`${name}: can be read`, false, error.message);
    return null;
  }
}

/** Raw lines, as bytes. */
function splitLines(bytes) {
  const lines = [];
  let start = 0;
  for (let end = bytes.indexOf('\r\n'); end >= 0; end = bytes.indexOf('\r\n', start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 2;
  }
  return lines;
}

function isWhole(line) {
  try {
    decoder.decode(line);
    return true;
  } catch {
    return false;
  }
}

function checkCalendar(name, calendar, report) {
  const events = calendar.getAllSubcomponents('vevent');
  const uids = events.map((event) => event.getFirstPropertyValue('uid'));
  report.check(`${name}: is iCalendar 2.0`, calendar.getFirstPropertyValue('version') === '2.0');
  report.check(`${name}: has a maker`, Boolean(calendar.getFirstPropertyValue('prodid')));
  report.check(`${name}: holds an event`, events.length > 0);
  report.check(`${name}: every UID once`, uids.every(Boolean) && new Set(uids).size === uids.length, uids.join());
  if (path.posix.basename(name) !== 'calendar.ics') return;
  report.check(`${name}: has a name`, Boolean(calendar.getFirstPropertyValue('x-wr-calname')));
  const refresh = calendar.getFirstPropertyValue('refresh-interval');
  report.check(`${name}: says when to look again`, refresh?.toString() === 'PT12H', String(refresh));
}

function checkEvent(folder, name, component, report) {
  const event = new ICAL.Event(component);
  const where = `${name} ${event.uid}`;
  const value = (key) => component.getFirstPropertyValue(key);
  for (const key of ['dtstart', 'dtend', 'dtstamp', 'last-modified']) {
    const time = value(key);
    report.check(`${where}: ${key} is in UTC`, time?.zone === ICAL.Timezone.utcTimezone && !time.isDate, String(time));
  }
  report.check(`${where}: ends after it starts`, event.endDate.compare(event.startDate) > 0);
  report.check(`${where}: has words`, Boolean(event.summary && event.location));
  const url = value('url') ?? '';
  report.check(`${where}: leads to its page`, url.startsWith('https://') && event.description.endsWith(url), url);
  const page = url.split('/').slice(-2).join('/');
  report.check(`${where}: its page is there`, readdirSync(path.join(folder, path.posix.dirname(page))).includes(path.posix.basename(page)), url);
  const status = value('status');
  const off = status === 'CANCELLED';
  report.check(`${where}: says whether it is held`, off || status === 'CONFIRMED', status);
  report.check(`${where}: the title says so too`, /^【(中止|延期)】/.test(event.summary) === off, event.summary);
  report.check(`${where}: SEQUENCE outranks the invitation`, Number(value('sequence')) >= (off ? 1 : 0), value('sequence'));
}

/** What one subscribes to is the same as the single files; what is cancelled stays in it. */
function checkSubscribed(calendars, report) {
  const all = new Map(eventsOf(calendars.get('calendar.ics')));
  for (const [name, calendar] of calendars) {
    if (path.posix.basename(name) === 'calendar.ics') continue;
    const [[uid, event] = []] = eventsOf(calendar);
    const course = calendars.get(`${path.posix.dirname(name)}/calendar.ics`);
    for (const found of [all.get(uid), new Map(eventsOf(course)).get(uid)]) {
      report.check(`${name}: is what subscribers get`, found === event, found ?? 'absent');
    }
  }
}

/** [UID, all it says] of each event. */
function eventsOf(calendar) {
  const events = calendar?.getAllSubcomponents('vevent') ?? [];
  return events.map((event) => [event.getFirstPropertyValue('uid'), JSON.stringify(event.toJSON())]);
}
