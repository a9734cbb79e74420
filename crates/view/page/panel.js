// Beside the article: the switches with the looks of the marks, and all that is known of the mark that is lit.

function legend(state, article, counts, flip) {
  const items = state.switches.map((name, n) => {
    const on = state.shown.has(name);
    const count = counts.get(name) ?? 0;
    const key = n < 9 ? String(n + 1) : undefined;
    const look = { name: lookOfSwitch(name), sample: name === "blocks" ? "¶" : "Abc" };
    return el("li", { class: count === 0 ? "none" : undefined },
      button([
        el("span", { class: "tick", "aria-hidden": "true" }, on ? "●" : "○"),
        el("span", { class: "sample", "aria-hidden": "true" }, el("span", { class: `${look.name} from to` }, look.sample)),
        el("span", { class: "what" }, switchName(name)),
        el("span", { class: "count" }, number(count)),
        key && el("kbd", { "aria-hidden": "true" }, key),
      ], () => flip(name), { "aria-pressed": String(on), "data-switch": name, "aria-keyshortcuts": key }));
  });
  return el("section", { class: "legend", "aria-label": "Marks" }, el("h2", null, "Marks"), el("ul", null, items));
}

function lookOfSwitch(name) {
  if (name.startsWith("entities ")) return lookOf({ layer: "entities", fields: { label: name.slice(9) } });
  return name === "blocks" ? "" : lookOf({ layer: name, fields: { kind: "direct" } });
}

function countsOf(article) {
  const counts = new Map();
  for (const layer of layersOf(article)) {
    for (const mark of marksIn(article, layer)) counts.set(switchOf(mark), (counts.get(switchOf(mark)) ?? 0) + 1);
  }
  return counts;
}

// What is lit with a mark: the tag of each part, by mark and role.
function litWith(article, mark) {
  const lit = new Map();
  const light = (other, role, tag) => {
    const key = `${other.layer} ${other.row} ${role}`;
    const before = lit.get(key);
    lit.set(key, [...new Set([before, tag].filter(Boolean))].join(" · "));
  };
  for (const { role } of mark.parts) light(mark, role, mark.layer === "quotes" && role !== "content" ? role : "");
  if (mark.layer === "quotes") speakerOf(article, mark).forEach((mention) => light(mention, "", "speaker"));
  if (mark.layer === "entities") sameName(article, mark).forEach((mention) => light(mention, "", ""));
  const anchor = mark.layer === "dates" && marksIn(article, "dates")[mark.fields.anchor];
  if (anchor) light(anchor, "", "counted from");
  return lit;
}

// The mentions of the one who said it.
function speakerOf(article, quote) {
  const { entity, speaker } = quote.fields;
  const named = marksIn(article, "entities");
  if (entity !== undefined && entity !== null) return named.filter((mention) => mention.fields.id === entity);
  return named.filter((mention) => speaker && mention.fields.name === speaker);
}

function sameName(article, mark) {
  const { id, name } = mark.fields;
  const same = (other) => (id === undefined ? other.fields.name === name : other.fields.id === id);
  return marksIn(article, "entities").filter(same);
}

function details(article, mark, actions) {
  const about = { quotes: aboutQuote, entities: aboutName, dates: aboutDate, summary: aboutSentence }[mark.layer] ?? aboutOther;
  return about(article, mark, actions);
}

function facts(pairs) {
  const given = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false);
  return el("dl", null, given.map(([name, value]) => [el("dt", null, name), el("dd", null, value)]));
}

function saidBy(article, mark) {
  return mark.parts.filter(({ role }) => role === "content").map((part) => words(article, part)).join(" … ");
}

function partsNamed(article, mark, role) {
  return mark.parts.filter((part) => part.role === role).map((part) => words(article, part)).join(" … ");
}

function aboutQuote(article, mark, actions) {
  const { speaker, kind, confidence, by } = mark.fields;
  return [
    el("h2", null, text(speaker) || "No speaker named"),
    el("blockquote", null, saidBy(article, mark)),
    facts([
      ["Kind", text(kind)],
      ["Source as written", partsNamed(article, mark, "source")],
      ["Cue", partsNamed(article, mark, "cue")],
      ["Decided by", text(by)],
      ["Confidence", typeof confidence === "number" && gauge(confidence)],
    ]),
    speaker && button(`All quotes of ${text(speaker)}`, () => actions.quotesOf(text(speaker)), { class: "more" }),
  ];
}

function gauge(share) {
  const width = Math.max(0, Math.min(1, share)) * 96;
  return [
    chart(100, 10, `${Math.round(share * 100)} of 100`,
      svg("rect", { x: 0.5, y: 1, width: 97, height: 8, class: "track" }),
      svg("rect", { x: 1, y: 1.5, width, height: 7, class: "bar" })),
    el("span", { "aria-hidden": "true" }, share.toFixed(2)),
  ];
}

function aboutName(article, mark, actions) {
  const { name, label, gender, number: ofPeople, ...rest } = mark.fields;
  const mentions = sameName(article, mark);
  const said = marksIn(article, "quotes").filter((quote) => speakerOf(article, quote).includes(mark));
  return [
    el("h2", null, text(name) || words(article, mark.parts[0])),
    facts([
      ["Label", switchName(switchOf(mark)).toLowerCase()],
      ["Gender", text(gender)],
      ["Number", text(ofPeople)],
      ["Written as", [...new Set(mentions.map((mention) => words(article, mention.parts[0])))].join(", ")],
      ["Mentions", number(mentions.length)],
      ...Object.entries(rest).filter(([field]) => field !== "id").map(([field, value]) => [field, text(value)]),
    ]),
    said.length > 0 && el("h3", null, "Said here"),
    said.length > 0 && el("ul", { class: "said" }, said.map((quote) => el("li", null,
      button(saidBy(article, quote), () => actions.show(quote), { class: "plain" })))),
  ];
}

function aboutDate(article, mark) {
  const { type, value, anchor, ...rest } = mark.fields;
  const base = marksIn(article, "dates")[anchor];
  const published = publishedOf(article);
  const stretch = stretchOf(value);
  return [
    el("h2", null, words(article, mark.parts[0])),
    facts([
      ["Value", text(value)],
      ["Type", text(type).toLowerCase()],
      ["In words", stretch && (stretch[0] === stretch[1] ? dayName(stretch[0]) : `${dayName(stretch[0])} to ${dayName(stretch[1])}`)],
      ["From publication", published !== undefined && stretch && stretch[0] === stretch[1] && distance(stretch[0] - published)],
      ["Counted from", base && `${words(article, base.parts[0])} (${text(base.fields.value)})`],
      ...Object.entries(rest).map(([field, value]) => [field, text(value)]),
    ]),
  ];
}

function distance(days) {
  if (days === 0) return "the same day";
  return `${plural(Math.abs(days), "day")} ${days < 0 ? "before" : "after"}`;
}

function aboutSentence(article, mark) {
  return [
    el("h2", null, `Sentence ${mark.row + 1} of the summary`),
    el("blockquote", null, words(article, mark.parts[0])),
    facts(Object.entries(mark.fields).map(([field, value]) => [field, text(value)])),
  ];
}

// A layer that we know nothing of: its name, its parts, its fields.
function aboutOther(article, mark) {
  const parts = mark.parts.map((part) => [part.role || "Text", words(article, part)]);
  return [
    el("h2", null, mark.layer),
    facts([...parts, ...Object.entries(mark.fields).map(([field, value]) => [field, text(value)])]),
  ];
}
