// The quotes of the articles on this page, by speaker, kind and words.

const AT_A_TIME = 24;

function quotesOn(data) {
  data.quotes ??= data.articles.flatMap((article) => marksIn(article, "quotes").map((mark) => {
    const said = saidBy(article, mark);
    return { article, mark, said, speaker: text(mark.fields.speaker), kind: text(mark.fields.kind), polarity: text(mark.fields.polarity), low: said.toLowerCase() };
  }));
  return data.quotes;
}

function speakersOn(data) {
  const counts = new Map();
  for (const { speaker } of quotesOn(data)) if (speaker) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function chosenQuotes(data, { speaker, kind, said }) {
  const low = said.toLowerCase();
  const by = speaker.toLowerCase();
  return quotesOn(data).filter((quote) => (!by || quote.speaker.toLowerCase() === by || (!isSpeaker(data, speaker) && quote.speaker.toLowerCase().includes(by)))
    && (!kind || quote.kind === kind) && (!low || quote.low.includes(low)));
}

function isSpeaker(data, speaker) {
  data.speakers ??= new Set(quotesOn(data).map((quote) => quote.speaker.toLowerCase()));
  return data.speakers.has(speaker.toLowerCase());
}

function quoteBrowser(data, state, actions) {
  const list = el("div", { class: "quote-list", id: "quote-list" });
  const draw = () => list.replaceChildren(...quoteList(data, state, actions, draw));
  const change = (name) => ({ target }) => {
    state[name] = target.value;
    state.listed = AT_A_TIME;
    draw();
  };
  const field = (name, label, input) => el("label", null, el("span", null, label), input);
  draw();
  return el("section", { class: "quotes", id: "quotes", "aria-label": "Quotes" }, el("h2", null, "What they said"),
    el("form", { class: "filters", submit: (event) => event.preventDefault() },
      field("speaker", "Speaker", el("input", { id: "speaker", list: "speakers", value: state.speaker, placeholder: "anyone", autocomplete: "off", input: change("speaker") })),
      field("said", "Words", el("input", { id: "words", type: "search", value: state.said, placeholder: "any", input: change("said") })),
      field("kind", "Kind", el("select", { id: "kind", change: change("kind") }, ["", ...KINDS].map((kind) =>
        el("option", { value: kind, selected: kind === state.kind }, kind || "any")))),
      el("datalist", { id: "speakers" }, speakersOn(data).slice(0, 500).map(([speaker, count]) => el("option", { value: speaker }, plural(count, "quote"))))),
    list);
}

function quoteList(data, state, actions, draw) {
  const found = chosenQuotes(data, state);
  const count = `${plural(found.length, "quote")}${state.speaker ? ` of ${state.speaker}` : ""}`;
  say(count);
  const more = found.length > state.listed && button(`${number(Math.min(AT_A_TIME, found.length - state.listed))} more of ${number(found.length)}`, () => {
    state.listed += AT_A_TIME;
    draw();
  }, { class: "more" });
  return [
    el("p", { class: "note" }, found.length === 0 ? "No quote on this page fits." : `${count} on this page.`,
      state.speaker && button("Anyone", () => actions.quotesOf(""), { class: "more" })),
    el("ul", { class: "said" }, found.slice(0, state.listed).map((quote) => quoteItem(quote, actions))),
    ...(more ? [more] : []),
  ];
}

function quoteItem({ article, mark, said, speaker, kind, polarity }, actions) {
  const day = publishedOf(article);
  return el("li", { class: kind },
    el("blockquote", null, said),
    el("p", { class: "who" }, el("strong", null, speaker || "No speaker named"), `, ${kind}${polarity && polarity !== "affirmed" ? `, ${polarity}` : ""}`,
      day !== undefined && `, ${dayName(day)}`, " · ",
      el("a", { href: article.href, click: () => actions.lightNext(article, mark) }, text(article.meta.headline) || article.id)));
}
