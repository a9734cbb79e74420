// The desk: which view is shown, what is lit, and the ways to move about.

const data = JSON.parse(document.getElementById("data").textContent);
const state = {
  article: undefined, shown: undefined, switches: switchesOf(data.articles), lit: undefined, query: "",
  speaker: "", said: "", kind: "", listed: AT_A_TIME, allSpeakers: false,
};
state.shown = new Set(state.switches.filter((name) => !AT_FIRST_HIDDEN[name]));
const main = document.getElementById("main");
const byId = new Map();
const counts = new WeakMap();

data.articles.forEach((article, n) => {
  article.number = n;
  let id = article.id;
  for (let twin = 2; byId.has(id); twin++) id = `${article.id} (${twin})`;
  byId.set(id, article);
  article.href = `#${encodeURIComponent(id)}`;
  article.low = `${text(article.meta.headline)}\n${article.id}\n${article.text}`.toLowerCase();
});

const actions = { show, quotesOf, search, lightNext, allSpeakers };

// --- what is shown ---

function follow() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // not one of our links: taken as it stands
  }
  const article = byId.get(id);
  if (id && !article) say(`No article ${id} is on this page.`);
  if (article !== state.article) state.lit = undefined;
  state.article = article;
  draw();
  window.scrollTo(0, 0);
  if (state.next?.article === article && article) light(state.next.mark);
  state.next = undefined;
  focusHeading();
}

function focusHeading() {
  if (document.activeElement?.id !== "search") main.focus({ preventScroll: true });
}

function draw() {
  const { article } = state;
  document.body.className = article ? "in-article" : "in-overview";
  document.title = article ? `${text(article.meta.headline) || article.id} – The desk` : `The desk: ${data.summary.name}`;
  drawMasthead();
  main.replaceChildren(article ? articleView(article) : overview(data, state, actions));
}

function articleView(article) {
  const count = counts.get(article) ?? countsOf(article);
  counts.set(article, count);
  return el("div", { class: "sheet" },
    el("nav", { class: "list", "aria-label": "Articles" }, articleList()),
    el("article", { "aria-labelledby": "headline" },
      articleHead(article), warnings(article), brief(article, show), timeline(article, show),
      el("div", { class: "text", id: "text", click: onText, keydown: onTextKey }, textOf(article, state))),
    el("aside", { class: "side", "aria-label": "Marks and what is known of them" },
      el("section", { class: "details", id: "details", "aria-live": "polite" }, hint()), legend(state, article, count, flip)));
}

function hint() {
  return el("p", { class: "note" }, "Choose a quote, a name or a date in the text to see what belongs to it.");
}

function found() {
  return state.query ? data.articles.filter((article) => article.low.includes(state.query)) : data.articles;
}

function articleList() {
  const articles = found();
  const head = state.query ? `${number(articles.length)} with “${state.query}”` : plural(articles.length, "article");
  return [el("h2", null, head), el("ol", null, articles.map((article) => el("li", null,
    el("a", { href: article.href, "aria-current": article === state.article ? "page" : undefined },
      el("span", { class: "day" }, publishedOf(article) === undefined ? "undated" : dayName(publishedOf(article))),
      el("span", null, text(article.meta.headline) || article.id)))))];
}

// --- light ---

function show(mark) {
  if (!state.shown.has(switchOf(mark))) {
    state.shown.add(switchOf(mark));
    draw();
  }
  light(mark);
  document.querySelector(".piece.lit")?.scrollIntoView({ block: "center" });
}

function lightNext(article, mark) {
  state.next = { article, mark };
  if (article === state.article) follow();
}

function light(mark) {
  state.lit = mark;
  const lit = mark ? litWith(state.article, mark) : new Map();
  for (const piece of document.querySelectorAll("#text .piece")) {
    const { start, parts: all } = shownBy.get(piece);
    const parts = all.filter((part) => lit.has(keyOf(part)));
    piece.classList.toggle("lit", parts.length > 0);
    piece.classList.toggle("ground", parts.every((part) => part.role === "content"));
    piece.removeAttribute("data-tag");
    const tags = parts.filter((part) => part.start === start).map((part) => lit.get(keyOf(part)));
    const tag = [...new Set(tags.flatMap((tag) => tag.split(" · ")).filter(Boolean))].join(" · ");
    if (tag) piece.setAttribute("data-tag", tag);
    if (piece.hasAttribute("role")) piece.setAttribute("aria-pressed", String(parts.length > 0));
  }
  const known = mark ? details(state.article, mark, actions) : [hint()];
  document.getElementById("details").replaceChildren(...known.flat(Infinity).filter(Boolean));
}

function keyOf({ mark, role }) {
  return `${mark.layer} ${mark.row} ${role}`;
}

// The marks under a piece, the innermost first; a second click takes the next.
function choose(piece) {
  const loud = shownBy.get(piece).parts.filter((part) => !part.quiet && part.mark.layer !== "search");
  const inner = (a, b) => rankOf(b.mark) - rankOf(a.mark) || a.end - a.start - (b.end - b.start);
  const marks = loud.sort(inner).map(({ mark }) => mark);
  if (marks.length === 0) return light(undefined);
  light(marks[(marks.indexOf(state.lit) + 1) % marks.length]);
}

function onText({ target }) {
  const piece = target.closest(".piece");
  if (piece) choose(piece);
  else light(undefined);
}

function onTextKey(event) {
  const piece = event.target.closest(".piece");
  if (piece && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose(piece);
  }
}

function flip(name) {
  const on = !state.shown.delete(name);
  if (on) state.shown.add(name);
  const lit = state.lit;
  draw();
  if (lit) light(lit);
  document.querySelector(`[data-switch="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
  say(`${switchName(name)} ${on ? "shown" : "hidden"}`);
}

// --- ways to move ---

function quotesOf(speaker) {
  Object.assign(state, { speaker, said: "", kind: "", listed: AT_A_TIME });
  if (state.article) {
    location.hash = "";
    state.article = undefined;
  }
  draw();
  document.getElementById("quotes").scrollIntoView();
  document.getElementById("speaker").focus({ preventScroll: true });
}

function allSpeakers() {
  state.allSpeakers = !state.allSpeakers;
  draw();
}

function search(words) {
  state.query = words.toLowerCase().trim();
  const articles = found();
  say(state.query ? `${plural(articles.length, "article")} with ${words}` : "");
  if (!state.query && !state.article) return draw();
  if (articles.length > 0 && !articles.includes(state.article)) location.hash = articles[0].href;
  else draw();
}

function step(by) {
  const articles = found();
  const at = articles.indexOf(state.article);
  const next = articles[at < 0 ? 0 : at + by];
  if (next) location.hash = next.href;
}

// Moves from mark to mark in the text.
function stepMark(by) {
  const stops = [...document.querySelectorAll("#text .piece[role]")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at < 0 ? 0 : at + by];
  next?.focus();
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  drawMasthead();
  say(dark ? "light" : "dark");
}

const KEYS = [
  ["j", "next article", () => step(1)],
  ["k", "previous article", () => step(-1)],
  ["o", "overview", () => { location.hash = ""; }],
  ["/", "search", () => document.getElementById("search").focus()],
  ["n", "next mark in the text", () => stepMark(1)],
  ["p", "previous mark in the text", () => stepMark(-1)],
  ["t", "light or dark", theme],
  ["?", "these keys", () => document.getElementById("keys").showModal()],
  ["Escape", "let go of what is lit", () => state.article && light(undefined)],
];

function onKey(event) {
  const typing = event.target.closest?.("input, select, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const name = state.switches[Number(event.key) - 1];
  const known = KEYS.find(([key]) => key === event.key);
  if (known) known[2]();
  else if (state.article && /^[1-9]$/.test(event.key) && name) flip(name);
  else return;
  event.preventDefault();
}

function keysDialog() {
  const rows = [...KEYS.map(([key, what]) => [key === "Escape" ? "Esc" : key, what]), ["1–9", "show or hide a kind of mark"], ["Enter", "light the mark in focus"]];
  return el("dialog", { id: "keys", "aria-label": "Keys" }, el("h2", null, "Keys"),
    el("dl", null, rows.map(([key, what]) => [el("dt", null, el("kbd", null, key)), el("dd", null, what)])),
    el("form", { method: "dialog" }, el("button", { class: "more" }, "Close")));
}

// --- masthead ---

function drawMasthead() {
  const head = document.getElementById("masthead");
  const { summary } = data;
  if (!head.firstChild) {
    head.append(
      el("p", { class: "plate" }, el("a", { href: "#" }, "The Desk")),
      el("nav", { class: "bar-row", "aria-label": "The desk" },
        el("a", { href: "#", id: "to-overview" }, "Overview"), el("a", { href: data.articles[0]?.href ?? "#", id: "to-articles" }, "Articles"),
        el("span", { class: "run" }, summary.name),
        el("input", { id: "search", type: "search", placeholder: "Search articles", "aria-label": "Search articles", "aria-keyshortcuts": "/", input: ({ target }) => search(target.value) }),
        button("Dark", theme, { id: "theme", "aria-keyshortcuts": "t" }),
        button("Keys", () => document.getElementById("keys").showModal(), { "aria-keyshortcuts": "?" })),
      keysDialog());
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : dark;
  document.getElementById("theme").textContent = isDark ? "Light" : "Dark";
  const current = state.article ? "to-articles" : "to-overview";
  for (const id of ["to-overview", "to-articles"]) {
    if (id === current) document.getElementById(id).setAttribute("aria-current", "true");
    else document.getElementById(id).removeAttribute("aria-current");
  }
  const box = document.getElementById("search");
  if (document.activeElement !== box) box.value = state.query;
}

addEventListener("hashchange", follow);
document.addEventListener("keydown", onKey);
follow();
