// Small charts: bars with their names and numbers beside them, so that nothing is told by colour or by length alone.

const BAR = { width: 200, height: 14 };

// A list of bars: [{ name, count, note, act }].
function bars(items, { longest, noun, ordered }) {
  const most = Math.max(1, longest ?? Math.max(...items.map(({ count }) => count)));
  return el(ordered ? "ol" : "ul", { class: "bars" }, items.map(({ name, count, note, act, title }) => el("li", null,
    el("span", { class: "name" }, act ? button(name, act, { class: "plain" }) : name),
    svg("svg", { viewBox: `0 0 ${BAR.width} ${BAR.height}`, preserveAspectRatio: "none", class: "chart row", "aria-hidden": "true" },
      count > 0 && svg("rect", { x: 0, y: 2, width: Math.max(1, (BAR.width * count) / most), height: BAR.height - 4, class: "bar" })),
    el("span", { class: "count", title }, note ?? `${number(count)}${noun ? ` ${noun}` : ""}`))));
}

// A bar in three parts: filled, hatched, hollow.
function partedBar(parts, most, name) {
  const hatch = hatching();
  const looks = [{ class: "bar" }, { fill: hatch.fill, class: "hatched" }, { class: "hollow" }];
  let x = 0;
  const shapes = parts.map((count, n) => {
    const width = (BAR.width * count) / Math.max(1, most);
    const shape = { x: x + 0.5, y: 2.5, width: Math.max(0.5, width - 1), height: BAR.height - 5, ...looks[n] };
    x += width;
    return count > 0 && svg("rect", shape);
  });
  return stretched(chart(BAR.width, BAR.height, name, hatch.pattern, shapes));
}

// Each chart carries its own pattern, or it would lose it when the chart that had it goes.
let patterns = 0;

function hatching() {
  const id = `hatch${++patterns}`;
  const shape = { id, width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const pattern = svg("defs", null, svg("pattern", shape, svg("rect", { width: 1.8, height: 4, class: "bar" })));
  return { pattern, fill: `url(#${id})` };
}

// The days of one name: a bar for each stretch of the axis.
function strip(counts, name) {
  const most = Math.max(1, ...counts);
  const width = BAR.width / Math.max(1, counts.length);
  const shapes = counts.map((count, n) => count > 0 && svg("rect", {
    x: n * width, width: Math.max(1, width - 0.6), y: 15 - (13 * count) / most, height: (13 * count) / most, class: "bar",
  }));
  return stretched(chart(BAR.width, 16, name, svg("line", { x1: 0, x2: BAR.width, y1: 15.5, y2: 15.5, class: "axis" }), shapes));
}

// A chart without words takes the width that it is given.
function stretched(chart) {
  chart.setAttribute("preserveAspectRatio", "none");
  return chart;
}

const DAYS = { width: 960, height: 250, left: 8, right: 8, middle: 122, reach: 92 };

// Articles published above a line of days, days mentioned below it.
function daysChart({ axis, published, mentioned }) {
  const count = axis.starts.length;
  const step = (DAYS.width - DAYS.left - DAYS.right) / count;
  const x = (n) => DAYS.left + n * step;
  const side = (counts, up) => {
    const most = Math.max(1, ...counts);
    const best = counts.indexOf(Math.max(...counts));
    const shapes = counts.map((count, n) => {
      const height = (DAYS.reach * count) / most;
      const y = up ? DAYS.middle - height : DAYS.middle + 18;
      const name = `${stretchName(axis.starts[n], axis.unit)}: ${number(count)}`;
      return count > 0 && svg("rect", { x: x(n) + step * 0.08, y, width: step * 0.84, height, class: up ? "bar" : "bar mentioned" }, svg("title", null, name));
    });
    const anchor = best < count * 0.15 ? "start" : best > count * 0.85 ? "end" : "middle";
    const at = anchor === "start" ? x(best) : anchor === "end" ? x(best + 1) : x(best) + step / 2;
    const y = up ? DAYS.middle - DAYS.reach - 8 : DAYS.middle + 18 + DAYS.reach + 14;
    return [shapes, counts[best] > 0 && svg("text", { x: at, y, "text-anchor": anchor, class: "value" }, number(counts[best]))];
  };
  return chart(DAYS.width, DAYS.height, "Articles published and days mentioned, by day",
    side(published.counts, true), side(mentioned.counts, false),
    svg("rect", { x: 0, y: DAYS.middle, width: DAYS.width, height: 18, class: "axis-ground" }),
    axisLabels(axis, x, step));
}

// Names along the axis, as many as have room.
function axisLabels(axis, x, step) {
  const short = (day) => {
    const date = new Date(day * 864e5);
    const [year, month] = [date.getUTCFullYear(), MONTHS[date.getUTCMonth()].slice(0, 3)];
    return { day: `${date.getUTCDate()} ${month}`, week: `${date.getUTCDate()} ${month}`, month: `${month} ${year}`, quarter: `${month} ${year}` }[axis.unit] ?? String(year);
  };
  const every = Math.max(1, Math.ceil(88 / step));
  const named = axis.starts.map((day, n) => [day, n]).filter(([, n]) => n % every === 0 && x(n) + 70 < DAYS.width);
  return named.map(([day, n]) => [
    svg("line", { x1: x(n), x2: x(n), y1: DAYS.middle, y2: DAYS.middle + 18, class: "axis" }),
    svg("text", { x: x(n) + 4, y: DAYS.middle + 13, class: "tick-label" }, short(day)),
  ]);
}
