// The layers of an article as marks, and the switches that show and hide them.
//
// A mark is a row of a layer: { layer, row, parts: [{ role, start, end }], fields }. Layers that are ours are drawn in ways
// of their own; any other with its name and its fields.

const LABELS = {
  PERSON: "People",
  ORGANIZATION: "Organisations",
  LOCATION: "Places",
  FACILITY: "Facilities",
  NORP: "Groups",
  PRODUCT: "Products",
  MISC: "Other names",
  MONEY: "Money",
  DATE: "Dates by the tagger",
};
const OURS = { quotes: "Quotes", dates: "Dates", summary: "Summary", blocks: "Page parts" };
const AT_FIRST_HIDDEN = { sentences: "Sentences", tokens: "Words" };

// The marks of one layer; made when they are first asked for, because most articles are never opened.
function marksIn(article, layer) {
  article.marks ??= new Map();
  if (!article.marks.has(layer)) {
    const found = article.layers.find(([name]) => name === layer);
    article.marks.set(layer, found ? marksOf(...found) : []);
  }
  return article.marks.get(layer);
}

function layersOf(article) {
  return [...new Set(article.layers.map(([layer]) => layer))];
}

function marksOf(layer, { pairs, rows }) {
  if (!pairs) {
    return rows.map(({ p, f }, row) => {
      const parts = p.map(([role, start, end]) => ({ role, start, end }));
      return { layer, row, parts, fields: f ?? {} };
    });
  }
  const marks = [];
  for (let n = 0, at = 0; n < pairs.length; n += 2) {
    const start = at + pairs[n];
    at = start + pairs[n + 1];
    marks.push({ layer, row: n / 2, parts: [{ role: "", start, end: at }], fields: {} });
  }
  return marks;
}

function switchOf(mark) {
  return mark.layer === "entities" ? `entities ${text(mark.fields.label)}` : mark.layer;
}

// A field of a row in words, whatever it holds.
function text(value) {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function words(article, part) {
  return article.text.slice(part.start, part.end);
}

// Every switch that any article of the page has a use for: ours first, then names by label, then the rest.
function switchesOf(articles) {
  const found = new Set();
  for (const article of articles) {
    for (const [layer, { rows }] of article.layers) {
      if (layer !== "entities") found.add(layer);
      else for (const { f } of rows ?? []) found.add(`entities ${text(f?.label)}`);
    }
  }
  const order = [...Object.keys(OURS), ...Object.keys(LABELS).map((label) => `entities ${label}`)];
  const last = (name) => (AT_FIRST_HIDDEN[name] ? 3 : name.startsWith("entities ") ? 1 : 2);
  const rank = (name) => (order.indexOf(name) + 1 || order.length + last(name));
  return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function switchName(name) {
  const label = name.startsWith("entities ") ? name.slice(9) : undefined;
  if (label !== undefined) return LABELS[label] ?? (label || "Names without a label");
  return OURS[name] ?? AT_FIRST_HIDDEN[name] ?? name;
}

// The look of a mark: a class for each way of drawing.
function lookOf(mark) {
  if (mark.layer === "entities") {
    const label = text(mark.fields.label);
    return `name ${LABELS[label] ? label.toLowerCase() : "misc"}`;
  }
  if (mark.layer === "quotes") return `quote ${["mixed", "indirect"].find((kind) => kind === mark.fields.kind) ?? "direct"}`;
  if (mark.layer === "dates") return "date";
  if (mark.layer === "summary") return "summary";
  return "foreign";
}

// What a mark is, in a few words.
function describe(article, mark) {
  const { fields, layer } = mark;
  switch (layer) {
    case "entities": return `${text(fields.label).toLowerCase()}: ${text(fields.name)}`;
    case "quotes": return `${text(fields.kind)} quote, ${text(fields.speaker) || "no speaker named"}`;
    case "dates": return `${text(fields.type).toLowerCase()}: ${text(fields.value)}`;
    case "summary": return "sentence of the summary";
    case "search": return "found";
    default: {
      const rest = Object.entries(fields).map(([name, value]) => `${name} ${text(value)}`);
      return [layer, ...rest].join(", ");
    }
  }
}
