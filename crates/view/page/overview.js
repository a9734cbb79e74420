// The whole batch at a glance. Every count here was made over all records, not over the sample of articles.

const FEW = 12;
const KINDS = ["direct", "mixed", "indirect"];

function overview(data, state, actions) {
  const { summary } = data;
  return el("div", { class: "overview" },
    lede(summary),
    figures(summary),
    quoted(summary, state, actions),
    el("div", { class: "columns" }, ["People", "Organisations", "Places"].map((title, n) => named(title, summary.names[n], actions))),
    summary.days && days(summary),
    quoteBrowser(data, state, actions),
    el("div", { class: "halves" }, ...howItRan(summary)),
    colophon(data));
}

function lede(summary) {
  const when = summary.published && (summary.published[0] === summary.published[1]
    ? `of ${dayName(summary.published[0])}` : `from ${dayName(summary.published[0])} to ${dayName(summary.published[1])}`);
  const [first, second] = summary.speakers.most;
  const most = first && first.count > (second?.count ?? 0) && ` Nobody is quoted more often than ${first.name}.`;
  return el("p", { class: "lede" }, `${plural(summary.articles, "article")}${when ? ` ${when}` : ""}. `,
    summary.quotes > 0 && `In ${percent(summary.quotes - summary.unnamed, summary.quotes)} of ${plural(summary.quotes, "quote")} the speaker is named.`, most);
}

function figures(summary) {
  const rows = (layer) => summary.layers[layer]?.[0] ?? 0;
  const all = [
    [summary.articles, "articles"],
    [summary.quotes, "quotes"],
    [summary.speakers.total, "speakers", !summary.speakers.exact],
    [rows("entities"), "mentions of names"],
    [rows("dates"), "dates"],
    [summary.run.failed, "failed"],
  ];
  return el("ul", { class: "figures" }, all.map(([count, name, atLeast]) => el("li", null,
    el("strong", null, `${number(count)}${atLeast ? "+" : ""}`), el("span", null, name))));
}

// A count that a full table may have made too low.
function counted({ count, missed }) {
  return missed ? `${number(count)}–${number(count + missed)}` : number(count);
}

function quoted(summary, state, actions) {
  const { most } = summary.speakers;
  const top = most[0]?.count ?? 1;
  const rows = most.slice(0, state.allSpeakers ? most.length : FEW + 3).map((speaker, n) => {
    const said = KINDS.map((kind, k) => speaker.kinds[k] > 0 && `${number(speaker.kinds[k])} ${kind}`).filter(Boolean).join(", ");
    return el("tr", { class: state.speaker === speaker.name ? "chosen" : undefined },
      el("td", { class: "rank" }, String(n + 1)),
      el("th", { scope: "row" }, button(speaker.name, () => actions.quotesOf(speaker.name), { class: "plain", title: "Show the quotes" })),
      el("td", { class: "count" }, counted(speaker)),
      el("td", { class: "kinds" }, partedBar(speaker.kinds, top, said)),
      speaker.days && el("td", { class: "strip" }, strip(speaker.days, `quoted in ${whenSaid(speaker.days, summary.days)}`)));
  });
  const head = el("tr", null, el("th", { class: "rank" }, "#"), el("th", { scope: "col" }, "Speaker"), el("th", { scope: "col", class: "count" }, "Quotes"),
    el("th", { scope: "col" }, "■ direct  ▨ mixed  □ indirect"), summary.days && el("th", { scope: "col" }, axisName(summary.days.axis)));
  return section("Who is quoted", undefined,
    rows.length === 0 ? el("p", { class: "note" }, "Nobody.") : el("table", { class: "speakers" }, el("thead", null, head), el("tbody", null, rows)),
    most.length > FEW + 3 && button(state.allSpeakers ? "Fewer" : `All ${most.length} listed`, actions.allSpeakers, { class: "more", "aria-expanded": String(state.allSpeakers) }));
}

function axisName({ starts, unit }) {
  return `By ${unit}, ${stretchName(starts[0], unit)} to ${stretchName(starts[starts.length - 1], unit)}`;
}

function whenSaid(counts, { axis }) {
  const best = counts.indexOf(Math.max(...counts));
  return `${plural(counts.filter((count) => count > 0).length, axis.unit)}, most in ${stretchName(axis.starts[best], axis.unit)}`;
}

function named(title, names, actions) {
  const items = names.most.slice(0, FEW).map((name) => ({
    name: name.name, count: name.count, note: counted(name),
    title: `${plural(name.count, "article")}, ${plural(name.mentions, "mention")}`,
    act: () => actions.search(name.name),
  }));
  return section(title, "By the number of articles that name them.",
    items.length === 0 ? el("p", { class: "note" }, "None.") : bars(items, { ordered: true }));
}

function days(summary) {
  const { published, mentioned, axis } = summary.days;
  const outside = [
    mentioned.before > 0 && `${number(mentioned.before)} mentioned days lie before this line`,
    mentioned.after > 0 && `${number(mentioned.after)} after it`,
    published.before + published.after > 0 && `${plural(published.before + published.after, "article")} outside of it`,
    summary.undated > 0 && `${plural(summary.undated, "article")} without a date`,
  ].filter(Boolean);
  const note = [`Above the line articles published by ${axis.unit}, below it the days that articles mention.`, outside.length > 0 && ` ${outside.join(", ")}.`];
  return el("section", { class: "days" },
    el("h2", null, "Days published, days mentioned"), el("p", { class: "note" }, note),
    daysChart(summary.days),
    el("div", { class: "halves" },
      section("How far from publication", "Days mentioned, counted from the day of the article.", bars(lags(summary), {})),
      section("What dates tell", "All temporal expressions, by what they name.", bars(kinds(summary.dates), {}))));
}

function lags({ lags, lag_ends: ends }) {
  const reach = (n) => {
    const [from, to] = [n > 0 ? ends[n - 1] + 1 : undefined, ends[n]];
    const name = (days) => ({ 3653: "10 years", 366: "a year", 365: "a year", 32: "a month", 31: "a month", 8: "a week", 7: "a week" })[Math.abs(days)] ?? plural(Math.abs(days), "day");
    if (from === undefined) return `over ${name(to)} before`;
    if (to === undefined) return `over ${name(from - 1)} after`;
    if (to === from) return to === 0 ? "the same day" : `the day ${to < 0 ? "before" : "after"}`;
    return to < 0 ? `${name(to)} to ${name(from - 1)} before` : `${name(from)} to ${name(to)} after`;
  };
  return lags.map((count, n) => ({ name: reach(n), count }));
}

function kinds(counts) {
  return Object.entries(counts).map(([name, count]) => ({ name: name || "not said", count })).sort((a, b) => b.count - a.count);
}

function howItRan(summary) {
  const { run, failures } = summary;
  const total = run.stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const times = run.stages.map(({ stage, seconds: time }) => ({ name: stage, count: time, note: `${seconds(time)}, ${percent(time, total)}` }));
  const rate = run.seconds > 0 && `${number(Math.round(run.articles / run.seconds))} articles a second: ${seconds(run.seconds)} in all.`;
  const layers = Object.entries(summary.layers).map(([name, [rows]]) => ({ name, count: rows })).sort((a, b) => b.count - a.count);
  return [
    section("Time of each stage", rate || undefined, times.length > 0 ? bars(times, {}) : el("p", { class: "note" }, "No run.json beside the records.")),
    section("Failures", undefined, failures.length === 0 ? el("p", { class: "note" }, run.failed > 0 ? `${number(run.failed)}, listed nowhere.` : "None.") : failures.map(failure)),
    section("What decided about speakers", undefined, bars(kinds(summary.by).slice(0, FEW), {})),
    section("Rows of each layer", undefined, bars(layers, {})),
  ];
}

function failure({ stage, kind, count, examples }) {
  return el("details", { class: "failure" },
    el("summary", null, `${stage}, ${kind}: `, el("strong", null, number(count))),
    el("ul", null, examples.map(({ id, error }) => el("li", null, el("code", null, id), ` ${error}`))));
}

function colophon({ summary, articles }) {
  const all = articles.length === summary.articles;
  const lines = [
    all ? "All articles are on this page." : `${number(articles.length)} of ${number(summary.articles)} articles are on this page: the input was cut into equal stretches, and one article taken of each.`,
    "Counts are over all articles.",
    !summary.speakers.exact && "There were more speakers than the table holds: where two numbers are given, the true one lies between.",
    summary.unreadable > 0 && `${plural(summary.unreadable, "record")} could not be read.`,
    summary.state && summary.state !== "finished" && `The run is not finished (${summary.state}).`,
  ];
  return el("footer", { class: "colophon" }, el("p", null, lines.filter(Boolean).join(" ")));
}
