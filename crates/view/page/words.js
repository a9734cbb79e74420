// Numbers and days in words.

const MONTHS = "January February March April May June July August September October November December".split(" ");

const NUMBERS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

function number(value) {
  return NUMBERS.format(Number(value));
}

function plural(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many ?? `${one}s`}`;
}

function percent(part, whole) {
  if (!whole) return "–";
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? "under 1%" : `${Math.round(share)}%`;
}

function seconds(value) {
  if (value >= 120) return `${number(value / 60)} min`;
  return value >= 10 ? `${Math.round(value)} s` : value >= 0.1 ? `${value.toFixed(1)} s` : `${Math.round(value * 1000)} ms`;
}

// Days are counted from 1 January 1970, as the browser counts them.
function dayOf(value) {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/.exec(String(value ?? ""));
  if (!found) return undefined;
  const time = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return Number.isNaN(time) ? undefined : Math.floor(time / 864e5);
}

function dayName(day) {
  const date = new Date(day * 864e5);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

// The name of a stretch that begins on a day.
function stretchName(day, unit) {
  const date = new Date(day * 864e5);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case "day": return dayName(day);
    case "week": return `week of ${dayName(day)}`;
    case "month": return `${MONTHS[month]} ${year}`;
    case "quarter": return `${MONTHS[month]} to ${MONTHS[month + 2]} ${year}`;
    case "year": return String(year);
    default: return `${year}s`;
  }
}

function publishedOf(article) {
  const { contentCreated, versionCreated, firstCreated } = article.meta;
  return dayOf(contentCreated || versionCreated || firstCreated);
}

// The first and last day of a TIMEX3 value, if it is a stretch of the calendar.
function stretchOf(value) {
  const day = dayOf(value);
  if (day !== undefined) return [day, day];
  const found = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|W(\d\d)|(SP|SU|FA|WI)))?$/.exec(String(value));
  if (!found) return undefined;
  const year = Number(found[1]);
  const months = (from, count) => [Date.UTC(year, from) / 864e5, Date.UTC(year, from + count) / 864e5 - 1];
  if (found[2]) return months(Number(found[2]) - 1, 1);
  if (found[3]) return months(3 * Number(found[3]) - 3, 3);
  if (found[4]) return months(6 * Number(found[4]) - 6, 6);
  if (found[5]) return week(year, Number(found[5]));
  if (found[6]) return months({ SP: 2, SU: 5, FA: 8, WI: 11 }[found[6]], 3);
  return months(0, 12);
}

// ISO 8601: the first week is the one with 4 January in it.
function week(year, count) {
  const fourth = Date.UTC(year, 0, 4) / 864e5;
  const monday = fourth - ((fourth + 3) % 7) + 7 * (count - 1);
  return [monday, monday + 6];
}
