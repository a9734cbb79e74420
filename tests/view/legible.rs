//! Contrast of all text with what is behind it, computed (WCAG 2.2, success criterion 1.4.3, level AA).

use crate::binary::Desk;
use crate::browser::Browser;
use crate::records::{page, three};

/// Every visible text with too little contrast: its ratio, the ratio wanted, and its words.
///
/// Grounds are laid over one another from the body up to the text; of a gradient each colour is taken for the ground.
const PALE: &str = r#"(() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, under) => [0, 1, 2].map((n) => (top[n] * top[3] + under[n] * (255 - top[3])) / 255).concat(255);
  const light = (color) => {
    const [r, g, b] = color.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((a, b) => b - a);
    return (x + 0.05) / (y + 0.05);
  };
  const grounds = (element) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(e);
    let found = [rgba("white")];
    for (const e of chain) {
      const style = getComputedStyle(e);
      found = found.map((ground) => over(rgba(style.backgroundColor), ground));
      const stops = style.backgroundImage.match(/(rgba?|color)\([^)]*\)/g) ?? [];
      found = [...found, ...stops.flatMap((stop) => found.map((ground) => over(rgba(stop), ground)))];
    }
    return found;
  };
  const pale = [];
  let seen = 0;
  const check = (element, words, style) => {
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const wanted = large ? 3 : 4.5;
    const ink = rgba(element instanceof SVGElement ? style.fill : style.color);
    const worst = Math.min(...grounds(element).map((ground) => ratio(over(ink, ground), ground)));
    seen++;
    if (worst < wanted) pale.push(`${worst.toFixed(2)} of ${wanted}: ${element.className?.baseVal ?? element.className} "${words.slice(0, 40)}"`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, noscript, datalist, .skip") || element.getClientRects().length === 0) continue;
    check(element, node.data.trim(), getComputedStyle(element));
  }
  for (const tagged of document.querySelectorAll("[data-tag]")) {
    const style = getComputedStyle(tagged, "::before");
    const worst = ratio(rgba(style.color), rgba(style.backgroundColor));
    if (worst < 4.5) pale.push(`${worst.toFixed(2)}: tag ${tagged.dataset.tag}`);
  }
  return [seen, pale.join("\n")];
})()"#;

#[test]
fn all_text_has_the_contrast_of_level_aa_in_light_and_dark() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::new();
    let page = page(&desk, &three());
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        browser.open(&page, "");
        legible(&mut browser, &format!("overview, {scheme}"), 100);
        browser.value("location.hash = '#harbour.txt'");
        browser.until("document.querySelector('.sheet') !== null");
        legible(&mut browser, &format!("article, {scheme}"), 80);
        browser.click("document.querySelector('#text .quote.direct')");
        browser.until("document.querySelector('[data-tag]') !== null");
        std::thread::sleep(std::time::Duration::from_millis(400)); // colours change slowly
        legible(&mut browser, &format!("lit article, {scheme}"), 80);
    }
}

fn legible(browser: &mut Browser, what: &str, at_least: u64) {
    let found = browser.value(PALE);
    assert!(found[0].as_u64().unwrap() >= at_least, "{what}: only {} texts were looked at", found[0]);
    assert_eq!(found[1], "", "{what}");
}
