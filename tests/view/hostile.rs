//! Articles that want to be more than text.

use serde_json::{Value, json};

use crate::binary::Desk;
use crate::browser::Browser;
use crate::records::{page, plain};

const ATTACKS: [&str; 7] = [
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 2'>",
    "<svg onload=window.hacked=3><a href='javascript:window.hacked=4'>x</a></svg>",
    "\"><iframe srcdoc='<script>parent.hacked = 5</script>'></iframe>",
    "javascript:window.hacked=6",
    "<!-- <script> <base href=//evil.example/> <meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "{{7*7}}${window.hacked=7}`\u{2028}\u{2029}\u{0}\\u003cscript\\u003e",
];

/// An article in which every text is an attack.
fn hostile(attack: &str) -> Value {
    let mut record = plain(7, "Karl Vane", attack);
    let end = record["text"].as_str().unwrap().chars().count();
    record["id"] = format!("../../{attack}").into();
    record["source"] = attack.into();
    for word in ["headline", "by", "located", "uri", "language"] {
        record["meta"][word] = attack.into();
    }
    record["meta"]["extra"] = json!({attack: attack, "url": "http://evil.example/"});
    for word in ["label", "name", "gender", "number", "why"] {
        record["entities"][0][word] = attack.into();
    }
    for word in ["speaker", "by", "kind"] {
        record["quotes"][0][word] = attack.into();
    }
    record["quotes"][0]["confidence"] = attack.into();
    record["quotes"][0]["entity"] = attack.into();
    record["dates"] =
        json!([{"start": 0, "end": 6, "type": attack, "value": attack, "anchor": attack, attack: attack}]);
    record["summary"] = json!([{"start": 0, "end": 16, "why": attack}]);
    record["blocks"] = json!([{"start": 0, "end": end, "kind": attack}]);
    record[attack] =
        json!([{"start": 2, "end": 9, attack: attack, "href": "javascript:window.hacked=8", "onclick": attack}]);
    record["__proto__"] = json!([{"start": 2, "end": 9, "__proto__": {"polluted": true}}]);
    record["constructor"] = json!([{"start": 2, "end": 9, "toString": attack}]);
    record
}

#[test]
fn hostile_articles_leave_the_page_inert() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::new();
    let failure =
        json!({"id": ATTACKS[0], "source": "x", "stage": ATTACKS[1], "kind": ATTACKS[2], "error": ATTACKS[3]});
    desk.write("out/failed.jsonl", format!("{failure}\n"));
    let account = json!({"pipeline": ATTACKS[0], "state": ATTACKS[1], "account": {"stages": [{"stage": ATTACKS[3], "seconds": 1.0}]}});
    desk.write("out/run.json", account.to_string());
    let page = page(&desk, &ATTACKS.map(hostile));
    browser.open(&page, "");
    let ours = browser.value("[document.scripts.length, document.querySelectorAll('body *').length > 50]");
    assert_eq!(ours, json!([2, true]), "the data and our script, in a page that is drawn");
    for _ in ATTACKS {
        browser.key("j");
        browser.until("document.querySelector('h1') !== null");
        browser.value("[...document.querySelectorAll('#text .piece, .legend button, .brief button')].forEach((e) => e.isConnected && e.click())");
        assert_eq!(browser.value("document.querySelectorAll('script').length"), 2);
    }
    let alien = "document.querySelectorAll('iframe, img, base, object, embed, [onload], [onerror], [onclick], [srcdoc], a[href]:not([href^=\"#\"])').length";
    for fragment in ["#", "#%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "#javascript:alert(1)"] {
        browser.value(&format!("location.hash = '{fragment}'"));
        assert_eq!(browser.value(alien), 0);
    }
    browser.click("document.getElementById('words')");
    browser.write("<img src=x onerror=alert(1)>");
    assert_eq!(browser.value("[window.hacked ?? null, ({}).polluted ?? null]"), json!([null, null]));
    assert_eq!(browser.complaints(), [""; 0]);
    let beside: Vec<_> = std::fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "out and desk.html, and no path made of an id: {beside:?}");
}

/// The page's own script is held to the policy too: what is put in from outside of it does not run.
#[test]
fn the_policy_holds_even_if_markup_got_in() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::new();
    let page = page(&desk, &[plain(1, "Ana Ruiz", "Nothing happened")]);
    browser.open(&page, "");
    let inject = "(() => { try { document.body.innerHTML += '<img src=x onerror=\"window.hacked = 1\">'; return 'taken'; } catch (e) { return e.name; } })()";
    assert_eq!(browser.text(inject), "TypeError", "markup is refused as such");
    let handler = "(() => { const e = document.createElement('p'); e.setAttribute('onclick', 'window.hacked = 2'); document.body.append(e); e.click(); })()";
    let script = "(() => { const s = document.createElement('script'); s.append('window.hacked = 3'); document.body.append(s); })()";
    for attack in [handler, script] {
        let params = json!({"expression": attack, "returnByValue": true});
        browser.call("Runtime.evaluate", params);
    }
    assert_eq!(browser.value("window.hacked ?? null"), Value::Null);
}
