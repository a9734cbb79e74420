// Text with marks over it, however they overlap.
//
// A paragraph is cut wherever a mark begins or ends. Each piece then lies inside or outside of every mark, and wears the
// looks of all that it lies in, one inside the other: a band for the summary, a ground for a quote, lines for the rest.

const RANKS = { summary: 0, quotes: 1, dates: 3, entities: 4, search: 5 };
const OTHER_RANK = 2;

// What each element shows, for clicks: where it starts, and the parts of marks that it lies in.
const shownBy = new WeakMap();

function rankOf(mark) {
  return RANKS[mark.layer] ?? OTHER_RANK;
}

// The parts of all marks that are switched on, in text order, longer first.
function partsOf(article, isShown) {
  const parts = [];
  for (const layer of layersOf(article)) {
    if (layer === "blocks") continue;
    for (const mark of marksIn(article, layer)) {
      if (isShown(switchOf(mark))) parts.push(...drawnParts(mark));
    }
  }
  return parts.sort((a, b) => a.start - b.start || b.end - a.end || rankOf(a.mark) - rankOf(b.mark));
}

// Cue and source of a quote are drawn when it is lit; they are there to be found then.
function drawnParts(mark) {
  const parts = mark.parts.filter(({ start, end }) => start < end);
  return parts.map((part) => ({ ...part, mark, quiet: mark.layer === "quotes" && part.role !== "content" }));
}

// The parts of a search in the text of an article.
function hitsOf(article, query) {
  const hits = [];
  const haystack = article.text.toLowerCase();
  if (!query || haystack.length !== article.text.length) return hits;
  for (let at = haystack.indexOf(query); at >= 0 && hits.length < 500; at = haystack.indexOf(query, at + query.length)) {
    const part = { role: "", start: at, end: at + query.length };
    hits.push({ ...part, mark: { layer: "search", row: hits.length, parts: [part], fields: {} } });
  }
  return hits;
}

// The pieces of a stretch of text: [{ start, end, parts }].
function cut(from, to, parts) {
  const borders = new Set([from, to]);
  for (const { start, end } of parts) {
    if (start > from && start < to) borders.add(start);
    if (end > from && end < to) borders.add(end);
  }
  const places = [...borders].sort((a, b) => a - b);
  const pieces = [];
  let next = 0;
  let active = [];
  for (let n = 0; n + 1 < places.length; n++) {
    const begun = next;
    while (next < parts.length && parts[next].start <= places[n]) next++;
    active = [...active, ...parts.slice(begun, next)].filter(({ end }) => end > places[n]);
    pieces.push({ start: places[n], end: places[n + 1], parts: active });
  }
  return pieces;
}

// The elements of a stretch of text.
function markedText(article, from, to, parts) {
  return cut(from, to, parts).map((piece) => pieceElement(article, piece));
}

function pieceElement(article, { start, end, parts }) {
  const inside = document.createTextNode(article.text.slice(start, end));
  if (parts.length === 0) return inside;
  const loud = parts.filter((part) => !part.quiet).sort((a, b) => rankOf(b.mark) - rankOf(a.mark) || b.start - a.start);
  let node = inside;
  let depth = loud.filter((part) => rankOf(part.mark) === OTHER_RANK).length;
  for (const part of loud) {
    const look = lookOf(part.mark);
    const edges = `${part.start === start ? " from" : ""}${part.end === end ? " to" : ""}`;
    const shelf = look === "foreign" ? ` shelf${Math.min(depth--, 4)}` : "";
    node = el("span", { class: (part.mark.layer === "search" ? "hit" : look) + edges + shelf }, ...decorated(part, start, end, node));
  }
  return whole(article, parts, start, node);
}

// What stands beside the text of a mark: the number of a summary sentence, the value of a date, the name of a layer.
function decorated(part, start, end, node) {
  const { mark } = part;
  const begins = part.start === start;
  if (mark.layer === "summary" && begins) return [aside(String(mark.row + 1), "number"), node];
  if (mark.layer === "dates" && part.end === end) return [node, aside(text(mark.fields.value), "value")];
  if (lookOf(mark) === "foreign" && begins && !AT_FIRST_HIDDEN[mark.layer] && mark.layer !== "search") {
    return [aside(part.role ? `${mark.layer} ${part.role}` : mark.layer, "layer"), node];
  }
  return [node];
}

function aside(words, kind) {
  return el("span", { class: `aside ${kind}` }, words);
}

function whole(article, parts, start, node) {
  const loud = parts.filter((part) => !part.quiet);
  const begins = loud.some((part) => part.start === start);
  const title = loud.map((part) => describe(article, part.mark)).join("; ");
  const focus = begins ? { role: "button", tabindex: "-1" } : {};
  const element = el("span", { class: "piece", title: title || undefined, ...focus }, node);
  shownBy.set(element, { start, parts });
  return element;
}
