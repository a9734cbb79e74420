//! Ten weeks of an invented town's news, for the picture of a batch: the same people speak again and again, on their days.

use serde_json::{Value, json};

/// Who speaks, as what; the first ones most often.
const PEOPLE: [(&str, &str); 12] = [
    ("Mara Okafor", "the mayor"),
    ("Karl Vane", "who runs the ferry"),
    ("Lin Wu", "the harbour master"),
    ("Ana Ruiz", "a teacher at Sorrel Street School"),
    ("Tomas Lindqvist", "an engineer at Kelmouth Water Company"),
    ("Grace Adeyemi", "the head of the county hospital"),
    ("Piotr Zielinski", "a baker"),
    ("Helen Marsh", "the chair of the council"),
    ("Owen Pryce", "a spokesman for Arden Rail"),
    ("Sana Mirza", "a lawyer for the tenants"),
    ("Dominic Hale", "the chief constable"),
    ("Ruth Achterberg", "a geologist at Arden University"),
];

/// What happens, what is said of it in words and in substance, and what else is dated.
const NEWS: [(&str, &str, &str, &str, &str); 7] = [
    (
        "The council of Kelmouth voted to mend the Sorrel Bridge",
        "We have waited nine winters for this bridge",
        "the work would begin in June",
        "very slow tide",
        "The bridge was closed in 2015.",
    ),
    (
        "The ferry to Port Sable stopped again",
        "Nobody on this pier was told a thing",
        "the boat would sail on Saturday",
        "a small repair",
        "It first broke down on 19 February.",
    ),
    (
        "Kelmouth Water Company raised its prices",
        "People will pay more and get the same water",
        "the pipes dated from 1931",
        "a fair price",
        "The last rise was two years ago.",
    ),
    (
        "Teachers at Sorrel Street School walked out",
        "Our classrooms are full and our wages are not",
        "talks would go on until Friday",
        "a clear signal",
        "The school opened in September 1968.",
    ),
    (
        "The county hospital opened its new ward",
        "It has windows, and you can hear the sea",
        "forty beds were ready",
        "a good day",
        "Building began in January 2022.",
    ),
    (
        "Arden Rail put off the night train to San Telmo",
        "We would rather run it late than run it badly",
        "the line would be tested next month",
        "a pause",
        "The train last ran on New Year's Eve.",
    ),
    (
        "Rain closed the road to Arden Valley",
        "The hill moved half a metre in one night",
        "the road would stay closed for a week",
        "a warning",
        "It rained for three days in March.",
    ),
];

const MONTHS: [(&str, u32, u32); 3] = [("March", 3, 31), ("April", 4, 30), ("May", 5, 31)];

/// The articles, as lines of JSON.
pub(crate) fn articles() -> String {
    (0..180).map(|n| format!("{}\n", article(n))).collect()
}

fn article(n: usize) -> Value {
    let (lead, said, told, called, background) = NEWS[mixed(n, 1) % NEWS.len()];
    let [first, second] = [2, 3].map(|salt| PEOPLE[(mixed(n, salt) % 12) * (mixed(n, salt + 7) % 12) / 11]);
    let last = first.0.rsplit(' ').next().unwrap_or_default();
    let (month, number, length) = MONTHS[n / 60];
    let day = 1 + (mixed(n, 4) as u32 % length).min(mixed(n, 5) as u32 % length);
    let weekday = ["Monday", "Tuesday", "Wednesday", "Thursday"][mixed(n, 6) % 4];
    let text = format!(
        "KELMOUTH, {month} {day} (Tidewire) – {lead} on {weekday}.\n\n“{said},” {}, {}, said.\n\n{last} said {told}. {background}\n\n\
         {} called it “{called}” and left for Port Sable on {weekday}.\n",
        first.0, first.1, second.0
    );
    json!({"id": format!("town/{n:03}"), "headline": lead, "contentCreated": format!("2024-{number:02}-{day:02}"), "text": text})
}

/// A number that looks like chance and is none.
fn mixed(n: usize, salt: usize) -> usize {
    let mut x = (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (salt as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((x ^ (x >> 29)) % 1_000_003).unwrap_or_default()
}
