// A time of the week as the next one to come, on the clocks of the Brand's zone: `2026-11-23T10:00`.

const DAY = 24 * 60 * 60 * 1000;

/**
 * @param {number} weekday counts from Sunday, as JavaScript does
 * @param {string} time
 * @param {string} zone
 */
export function nextTime(weekday, time, zone, now = new Date()) {
  const here = localTime(now, zone);
  const midnight = Date.parse(`${here.slice(0, 10)}T00:00Z`);
  const ahead = (weekday - new Date(midnight).getUTCDay() + 7) % 7;
  const found = at(midnight + ahead * DAY, time);
  return found < here ? at(midnight + (ahead + 7) * DAY, time) : found;
}

/**
 * @param {number} midnight
 * @param {string} time
 */
const at = (midnight, time) => `${new Date(midnight).toISOString().slice(0, 10)}T${time}`;

/**
 * @param {Date} now
 * @param {string} zone
 */
function localTime(now, zone) {
  const named = Object.fromEntries(formatFor(zone).formatToParts(now).map((part) => [part.type, part.value]));
  return `${named.year}-${named.month}-${named.day}T${named.hour}:${named.minute}`;
}

/**
 * A zone that this browser does not know is the server's to judge: the day may be one off around midnight.
 *
 * @param {string} zone
 */
function formatFor(zone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-US", { ...parts, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...parts, timeZone: "UTC" });
  }
}
