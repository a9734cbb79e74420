//! News articles by the thousand: made by a seeded generator, 634 words each on average, the same on every machine.
//!
//! They hold what stages must work on: names that recur in short form, quotes of several shapes, dates of all kinds, captions
//! and credits, figures. They are no test of quality, only of speed.

use copydesk_learn::random;

/// What the words of an article are picked by.
struct Random(random::Random);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        (self.0.bits() % bound as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const WORDS: usize = 634;

/// The `n`th article: its text and its date of publication.
pub(crate) fn article(n: u64) -> (String, String) {
    let mut random = Random(random::Random::from_state(n.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x5EED));
    let cast = Cast::new(&mut random);
    let day = 1 + random.below(28);
    let month = 1 + random.below(12);
    let mut text = format!("{} {} {}\n\n", cast.place, random.pick(VERBS), random.pick(THINGS));
    text.push_str(&format!("By {}\n\n", cast.name(&mut random)));
    text.push_str(&format!("{}, {} {day} (Desk) - ", cast.place.to_uppercase(), random.pick(MONTHS)));
    let wanted = WORDS - 120 + random.below(240);
    let mut words = 0;
    while words < wanted {
        let paragraph = paragraph(&cast, &mut random);
        words += paragraph.split_whitespace().count();
        text.push_str(&paragraph);
        text.push_str("\n\n");
    }
    (text, format!("2024-{month:02}-{day:02}"))
}

/// Who and what an article is about.
struct Cast {
    people: Vec<(String, String, &'static str)>,
    place: &'static str,
    body: String,
}

impl Cast {
    fn new(random: &mut Random) -> Self {
        let person = |random: &mut Random| {
            let female = random.below(2) == 0;
            let given = random.pick(if female { FEMALE } else { MALE }).to_owned();
            (given, random.pick(SURNAMES).to_owned(), if female { "she" } else { "he" })
        };
        let people = (0..4).map(|_| person(random)).collect();
        let place = random.pick(PLACES);
        Self { people, place, body: format!("{} {}", random.pick(PLACES), random.pick(BODIES)) }
    }

    fn name(&self, random: &mut Random) -> String {
        let (given, surname, _) = &self.people[random.below(self.people.len())];
        if random.below(3) == 0 { format!("{given} {surname}") } else { surname.clone() }
    }
}

fn paragraph(cast: &Cast, random: &mut Random) -> String {
    if random.below(25) == 0 {
        return format!("Photograph: {}/{}", cast.name(random), random.pick(PLACES));
    }
    let sentences = 1 + random.below(4);
    (0..sentences).map(|_| sentence(cast, random)).collect::<Vec<_>>().join(" ")
}

fn sentence(cast: &Cast, random: &mut Random) -> String {
    let (given, surname, pronoun) = cast.people[random.below(cast.people.len())].clone();
    let (clause, other, date) = (clause(random), clause(random), random.pick(DATES));
    let (verb, role, body, place) = (random.pick(SAID), random.pick(ROLES), &cast.body, cast.place);
    let number = random.below(9000) + 12;
    match random.below(12) {
        0 => format!("“{}, and {other},” {verb} {given} {surname}, a {role} at the {body}.", capital(&clause)),
        1 => format!("“{},” {pronoun} {verb}. “{}.”", capital(&clause), capital(&other)),
        2 => format!("{surname} {verb} {date} that {clause}."),
        3 => format!("According to the {body}, {clause} {date}."),
        4 => format!(
            "The {body} {verb} in a statement that {clause}, up {}.{} per cent on last year.",
            number % 40,
            number % 10
        ),
        5 => format!("About {number} people in {place} were told {date} that {clause}."),
        6 => format!("{given} {surname}, {}, called it “{}” when {other}.", number % 60 + 20, random.pick(THINGS)),
        7 => format!("By the early 1990s {clause}, and two months later {other}."),
        8 => format!("It cost ${}.{} million, the {role} {verb}.", number % 90, number % 10),
        9 => format!("{} {date}, Mr. {surname} {verb}, but {other}.", capital(&clause)),
        10 => format!("The following day {clause} while {other} near {}.", random.pick(PLACES)),
        _ => format!("{}, although {other}.", capital(&clause)),
    }
}

fn clause(random: &mut Random) -> String {
    format!(
        "the {} {} the {} of the {}",
        random.pick(NOUNS),
        random.pick(PAST),
        random.pick(THINGS),
        random.pick(NOUNS)
    )
}

fn capital(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const FEMALE: &[&str] =
    &["Mara", "Ines", "Adaeze", "Priya", "Soo-jin", "Lucía", "Wanjiru", "Fatima", "Greta", "Thandiwe"];
const MALE: &[&str] = &["Omar", "Ravi", "Kofi", "Lars", "Min-ho", "Tomás", "Yusuf", "Declan", "Anton", "Joseph"];
const SURNAMES: &[&str] = &[
    "Okafor",
    "Pruitt",
    "Teller",
    "Whitlock",
    "Reyes",
    "Park",
    "de la Cruz",
    "O'Dowd",
    "Mbeki-Hart",
    "Lindqvist",
    "Rahman",
    "Njoroge",
    "Castellano",
    "Fischbach",
    "Oyelaran",
    "Vance",
];
const PLACES: &[&str] =
    &["Kelmouth", "Arden Valley", "Port Sable", "Marrowby", "San Telmo", "Iwaro", "Lakhpur", "Dunmore East"];
const BODIES: &[&str] =
    &["Harbour Authority", "City Council", "Water Company", "Institute", "Police Service", "Football Club"];
const ROLES: &[&str] =
    &["spokeswoman", "hydrologist", "councillor", "union leader", "manager", "teacher", "deputy minister"];
const SAID: &[&str] = &["said", "added", "told reporters", "said", "warned", "insisted", "said"];
const DATES: &[&str] =
    &["on Tuesday", "last week", "on May 3", "in 2019", "on Friday morning", "six years ago", "in March", "this year"];
const MONTHS: &[&str] =
    &["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
const VERBS: &[&str] = &["backs", "rejects", "delays", "votes on", "loses", "reopens"];
const NOUNS: &[&str] =
    &["council", "ferry", "reservoir", "court", "school", "market", "team", "ministry", "bridge", "union"];
const THINGS: &[&str] =
    &["closure", "budget", "repair", "timetable", "inquiry", "price", "roof", "contract", "licence", "harvest"];
const PAST: &[&str] =
    &["had delayed", "would decide on", "had not seen", "paid for", "could not stop", "welcomed", "has reviewed"];
