// Building the document out of texts. Nothing on this page reads markup: every text, whoever wrote it, arrives by `append`
// or as the value of an attribute that we name here.

const SVG = "http://www.w3.org/2000/svg";

function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function button(label, act, attributes) {
  return el("button", { type: "button", click: act, ...attributes }, label);
}

// A chart, with a name for those who hear the page.
function chart(width, height, name, ...children) {
  const shape = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name, class: "chart" };
  return svg("svg", shape, ...children);
}

function section(title, note, ...children) {
  return el("section", null, el("h2", null, title), note && el("p", { class: "note" }, note), ...children);
}

// Tells those who do not see the page what changed.
function say(text) {
  document.getElementById("said").textContent = text;
}
