/** Days as the community's books count them, on the clock of Rome. */

const PARTS = new Intl.DateTimeFormat("en", {
  timeZone: "Europe/Rome",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

/** The day that holds `date`: `from` and `to` are midnights, 23 to 25 hours apart. */
export function dayOf(date) {
  const { year, month, day } = romeClock(date);
  return { from: midnight(year, month, day), to: midnight(year, month, day + 1) };
}

/** The instants of 0, 6, 12, 18 and 24 o'clock of a day, by the clock. */
export function clockMarks(day) {
  const { year, month, day: dayOfMonth } = romeClock(day.from);
  return [0, 6, 12, 18, 24].map((hour) => ({ hour, at: instant(year, month, dayOfMonth, hour) }));
}

function midnight(year, month, day) {
  return instant(year, month, day, 0);
}

/** Rome's clock changes at 1:00 UTC, which is none of the hours asked for here. */
function instant(year, month, day, hour) {
  const asUtc = Date.UTC(year, month - 1, day, hour);
  return new Date(asUtc - offsetMs(new Date(asUtc - offsetMs(new Date(asUtc)))));
}

function offsetMs(date) {
  const { year, month, day, hour, minute, second } = romeClock(date);
  const clock = Date.UTC(year, month - 1, day, hour, minute, second);
  return clock - Math.floor(date.getTime() / 1000) * 1000;
}

function romeClock(date) {
  const parts = PARTS.formatToParts(date).map(({ type, value }) => [type, Number(value)]);
  return Object.fromEntries(parts);
}
