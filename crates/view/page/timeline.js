// The dates of an article on a line, with the day of publication as its anchor.
//
// Near days matter most and far ones must fit, so the line runs by the logarithm of the distance on both sides.

const LINE = { width: 720, left: 20, axis: 78, row: 16 };
const TICKS = [[1, "1 day"], [7, "1 week"], [31, "1 month"], [365, "1 year"], [3653, "10 years"], [36525, "100 years"]];

function timeline(article, show) {
  const published = publishedOf(article);
  if (published === undefined) return null;
  const dated = datesByStretch(article);
  if (dated.length === 0) return null;
  const far = (side) => Math.max(3, ...dated.map(({ stretch }) => side * (stretch[side < 0 ? 0 : 1] - published)));
  const place = scale(far(-1), far(1));
  const rows = [];
  const marks = dated.map((date) => stem(date, published, place, rows, show));
  const [before, after] = [far(-1), far(1)].map((days) => TICKS.filter(([ticks]) => ticks <= days));
  const ticks = [...before.map(([days, name]) => tick(place(-days), `${name} before`)), ...after.map(([days, name]) => tick(place(days), `${name} after`))];
  const zero = place(0);
  const line = chart(LINE.width, LINE.axis + 42, `${plural(dated.length, "date")} around ${dayName(published)}, the day of publication`,
    svg("line", { x1: LINE.left, x2: LINE.width - LINE.left, y1: LINE.axis, y2: LINE.axis, class: "axis" }),
    thinned(ticks, zero),
    svg("line", { x1: zero, x2: zero, y1: LINE.axis - 9, y2: LINE.axis + 24, class: "now" }),
    svg("text", { x: zero, y: LINE.axis + 36, class: "now-label", "text-anchor": anchorAt(zero) }, `published ${dayName(published)}`),
    marks.map(({ node }) => node));
  const top = labelY(rows.length - 1) - LINE.row;
  line.setAttribute("viewBox", `0 ${top} ${LINE.width} ${LINE.axis + 42 - top}`);
  return el("section", { class: "timeline", "aria-label": "Dates in the article" }, el("h2", null, "When"), line);
}

function anchorAt(x) {
  return x < 90 ? "start" : x > LINE.width - 90 ? "end" : "middle";
}

// Dates of the same value are one mark on the line.
function datesByStretch(article) {
  const found = new Map();
  for (const mark of marksIn(article, "dates")) {
    const value = text(mark.fields.value);
    const stretch = ["DATE", "TIME"].includes(mark.fields.type) ? stretchOf(value) : undefined;
    if (!stretch) continue;
    const key = stretch.join(" ");
    if (found.has(key)) found.get(key).marks.push(mark);
    else found.set(key, { stretch, name: words(article, mark.parts[0]), marks: [mark] });
  }
  return [...found.values()].sort((a, b) => a.stretch[0] - b.stretch[0] || a.stretch[1] - b.stretch[1]);
}

function scale(before, after) {
  const size = (days) => Math.log1p(Math.abs(days));
  const room = LINE.width - 2 * LINE.left;
  const step = room / (size(before) + size(after));
  const zero = LINE.left + size(before) * step;
  return (days) => zero + Math.sign(days) * size(days) * step;
}

// A day is a stem with a dot, a longer stretch a bar; the label takes the lowest row that has room.
function stem({ stretch, name, marks }, published, place, rows, show) {
  const [from, to] = stretch.map((day) => place(day - published));
  const middle = (from + to) / 2;
  const label = marks.length > 1 ? `${short(name)} ×${marks.length}` : short(name);
  const width = label.length * 6.6 + 10;
  const left = Math.max(2, Math.min(middle - width / 2, LINE.width - width - 2));
  let row = rows.findIndex((end) => end < left);
  if (row < 0) row = rows.length < 4 ? rows.push(0) - 1 : -1;
  const shape = from === to
    ? svg("circle", { cx: from, cy: LINE.axis, r: 4, class: "day" })
    : svg("rect", { x: from, y: LINE.axis - 4, width: Math.max(2, to - from), height: 8, class: "stretch" });
  const said = `${name}: ${stretch[0] === stretch[1] ? dayName(stretch[0]) : `${dayName(stretch[0])} to ${dayName(stretch[1])}`}`;
  const words = row >= 0 && [
    svg("line", { x1: middle, x2: middle, y1: LINE.axis - 5, y2: labelY(row) + 3, class: "stem" }),
    svg("text", { x: left + width / 2, y: labelY(row), "text-anchor": "middle" }, label),
  ];
  if (row >= 0) rows[row] = left + width;
  const act = () => show(marks[0]);
  return { node: svg("g", { class: "date-mark", click: act }, svg("title", null, said), words, shape) };
}

function labelY(row) {
  return LINE.axis - 14 - row * LINE.row;
}

function short(name) {
  return name.length > 22 ? `${name.slice(0, 20)}…` : name;
}

function tick(x, label) {
  return { x, label };
}

// Ticks that stand too near to one another, or to the day of publication, would be read as one.
function thinned(ticks, zero) {
  const kept = [];
  const room = (tick) => Math.abs(tick.x - zero) > 100 && kept.every((other) => Math.abs(other.x - tick.x) > 100);
  for (const tick of [...ticks].reverse()) if (room(tick)) kept.push(tick);
  return kept.map(({ x, label }) => [
    svg("line", { x1: x, x2: x, y1: LINE.axis - 4, y2: LINE.axis + 6, class: "axis" }),
    svg("text", { x, y: LINE.axis + 20, class: "tick-label", "text-anchor": anchorAt(x) }, label),
  ]);
}
