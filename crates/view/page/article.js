// One article: its head, its summary, its days, its text.

// Paragraphs of the text: [{ start, end, kind, inline }]. Blocks decide where there are any, line ends elsewhere.
function paragraphsOf(article) {
  const blocks = marksIn(article, "blocks").filter((mark) => mark.parts.length === 1);
  const paragraphs = [];
  let at = 0;
  let opening;
  const lines = (from, to) => {
    for (const found of article.text.slice(from, to).matchAll(/[^\n]*\S[^\n]*/g)) {
      paragraphs.push({ start: from + found.index, end: from + found.index + found[0].length, kind: "" });
    }
  };
  for (const mark of blocks) {
    const { start, end } = mark.parts[0];
    const kind = text(mark.fields.kind);
    if (start < at) continue;
    const between = article.text.slice(at, start);
    if (between.trim()) lines(at, start);
    if (opening && !between.includes("\n")) paragraphs.push({ start: opening.start, end, kind, inline: opening });
    else {
      if (opening) paragraphs.push(opening);
      if (kind !== "dateline") paragraphs.push({ start, end, kind });
    }
    opening = kind === "dateline" ? { start, end, kind } : undefined;
    at = end;
  }
  if (opening) paragraphs.push(opening);
  lines(at, article.text.length);
  return paragraphs;
}

const PARTS_NAMED = ["byline", "caption", "credit", "boilerplate", "dateline"];

function textOf(article, state) {
  const parts = [...partsOf(article, (name) => state.shown.has(name)), ...hitsOf(article, state.query)];
  const byPlace = parts.sort((a, b) => a.start - b.start || b.end - a.end);
  const showsBlocks = state.shown.has("blocks");
  const title = (article.meta.headline ?? "").trim();
  let first = 0;
  let kindBefore;
  return paragraphsOf(article).map(({ start, end, kind, inline }) => {
    while (first < byPlace.length && byPlace[first].end <= start) first++;
    const inside = byPlace.slice(first).filter((part) => part.start < end && part.end > start);
    const kindOf = showsBlocks ? kind : "";
    const label = PARTS_NAMED.includes(kindOf) && kind !== kindBefore && el("span", { class: "kind" }, kind);
    kindBefore = kind;
    const body = inline && showsBlocks
      ? [el("span", { class: "dateline" }, markedText(article, start, inline.end, inside)), markedText(article, inline.end, end, inside)]
      : markedText(article, start, end, inside);
    const isTitle = kind === "headline" && article.text.slice(start, end).trim() === title;
    const name = kind === "headline" && !isTitle ? "h2" : "p";
    return el(name, { class: `block ${isTitle ? "repeated-title" : kindOf}`, "data-start": start }, label, body);
  });
}

function articleHead(article) {
  const { headline, by, located } = article.meta;
  const published = publishedOf(article);
  const line = [by && `By ${by}`, located].filter(Boolean).map(text);
  return el("header", { class: "head" },
    el("p", { class: "kicker" }, published === undefined ? "undated" : dayName(published), el("span", { class: "id" }, article.id)),
    el("h1", { id: "headline", tabindex: "-1" }, text(headline) || article.id),
    line.length > 0 && el("p", { class: "by" }, line.join(" · ")));
}

function brief(article, show) {
  const sentences = marksIn(article, "summary");
  if (sentences.length === 0) return null;
  const items = sentences.map((mark) => el("li", null,
    button(words(article, mark.parts[0]), () => show(mark), { class: "plain", title: "Show its place in the text" })));
  return el("section", { class: "brief", "aria-label": "Summary" }, el("h2", null, "In brief"), el("ol", null, items));
}

function warnings(article) {
  const found = [];
  if (article.cut) found.push(`The text is longer than this page shows: ${number(article.cut)} bytes.`);
  if (article.misfits) found.push(`${plural(article.misfits, "row")} did not fit the text and could not be drawn.`);
  if (!article.text) found.push("The record holds no text, so there is nothing to mark.");
  return found.map((line) => el("p", { class: "warning" }, line));
}
