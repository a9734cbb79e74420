//! The grammar file: rules as data, compiled once.
//!
//! A line is a rule: its sort and name, then fields after semicolons. `data/grammar.txt` explains the notation to those who
//! extend it. Optional elements are multiplied out here, so that a compiled [`Pattern`] is a plain row of tests and matching
//! never goes back.

use crate::datafile::{GrammarError, lines};
use crate::frame::{Kind, RULE_WORDS, Slot, value_of_name};
use crate::lexeme::Lexeme;
use crate::lexicon::{Class, Lexicon, WordId};

/// The number of a rule, in the order of the file.
pub(crate) type RuleId = u16;

/// What a rule does with the words that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Makes an expression.
    Head,
    /// Grows one to the left.
    Left,
    /// Grows one to the right.
    Right,
    /// Makes one of two.
    Join,
}

/// A rule, without its patterns.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) sort: Sort,
    /// The kinds that it grows on, or that stand left of a join.
    pub(crate) kinds: u32,
    /// The kinds that stand right of a join.
    pub(crate) right_kinds: u32,
    /// The kind that it makes.
    pub(crate) kind: Option<Kind>,
    /// The slots that it fills, whatever the words.
    pub(crate) effects: Vec<(Slot, i32)>,
}

/// One way in which a rule can match: a test for each lexeme.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) rule: RuleId,
    pub(crate) elements: Vec<Element>,
    /// How many elements at the start must be there without being part of the expression.
    pub(crate) before: usize,
    /// How many at the end.
    pub(crate) after: usize,
}

impl Pattern {
    /// How many lexemes the expression itself takes.
    pub(crate) fn size(&self) -> usize {
        self.elements.len() - self.before - self.after
    }
}

/// A test of one lexeme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    mask: u64,
    words: Vec<WordId>,
    fills: Vec<(Class, Slot)>,
}

impl Element {
    /// Whether the lexeme passes.
    #[inline]
    pub(crate) fn accepts(&self, lexeme: &Lexeme) -> bool {
        self.mask & lexeme.classes != 0 || lexeme.word != 0 && self.words.contains(&lexeme.word)
    }

    /// The slot that the lexeme fills, and the class that it fills it with.
    pub(crate) fn fills(&self, lexeme: &Lexeme) -> Option<(Class, Slot)> {
        self.fills.iter().copied().find(|(class, _)| class.bit() & lexeme.classes != 0)
    }
}

/// The rules and their patterns.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
    pub(crate) patterns: Vec<Pattern>,
}

impl Rules {
    /// Reads the lines of a grammar file; words that it quotes are added to the lexicon.
    pub(crate) fn parse(&mut self, text: &str, lexicon: &mut Lexicon) -> Result<(), GrammarError> {
        for (number, line) in lines(text) {
            self.rule(line, lexicon).map_err(|what| GrammarError::new(number, what))?;
        }
        Ok(())
    }

    fn rule(&mut self, line: &str, lexicon: &mut Lexicon) -> Result<(), String> {
        let fields: Vec<_> = line.split(';').map(str::trim).collect();
        let (sort, name) = fields[0].split_once(char::is_whitespace).ok_or("a rule needs a sort and a name")?;
        let (sort, kinds, pattern, right_kinds, effects) = match (sort, &fields[1..]) {
            ("head", [pattern, effects]) => (Sort::Head, "", *pattern, "", *effects),
            ("left", [pattern, kinds, effects]) => (Sort::Left, *kinds, *pattern, "", *effects),
            ("right", [kinds, pattern, effects]) => (Sort::Right, *kinds, *pattern, "", *effects),
            ("join", [left, pattern, right, effects]) => (Sort::Join, *left, *pattern, *right, *effects),
            _ => return Err(format!("`{sort}` with {} fields is no rule", fields.len() - 1)),
        };
        let (kind, effects) = effects_of(effects)?;
        let rule = RuleId::try_from(self.rules.len()).map_err(|_| "too many rules")?;
        if usize::from(rule) >= RULE_WORDS * 64 {
            return Err("too many rules: see RULE_WORDS".to_owned());
        }
        let (kinds, right_kinds) = (kind_set(kinds)?, kind_set(right_kinds)?);
        self.rules.push(Rule { name: name.trim().to_owned(), sort, kinds, right_kinds, kind, effects });
        self.patterns(rule, pattern, lexicon)
    }

    /// Adds a head rule for words in a row: `|` stands between spellings, and `?` after what may be left out.
    pub(crate) fn words(&mut self, name: String, words: &str, kind: Kind, effect: (Slot, i32), lexicon: &mut Lexicon) {
        let rule = RuleId::try_from(self.rules.len()).expect("a few hundred rules");
        let quoted: Vec<_> = words.split_whitespace().map(quoted).collect();
        let effects = vec![effect];
        self.rules.push(Rule { name, sort: Sort::Head, kinds: 0, right_kinds: 0, kind: Some(kind), effects });
        self.patterns(rule, &quoted.join(" "), lexicon).expect("plain words are a pattern");
    }

    fn patterns(&mut self, rule: RuleId, text: &str, lexicon: &mut Lexicon) -> Result<(), String> {
        let mut open = vec![Pattern { rule, elements: Vec::new(), before: 0, after: 0 }];
        for field in text.split_whitespace() {
            let (optional, test) = field.strip_suffix('?').map_or((false, field), |test| (true, test));
            let (before, test) = test.strip_prefix('<').map_or((0, test), |test| (1, test));
            let (after, test) = test.strip_prefix('>').map_or((0, test), |test| (1, test));
            let element = element(test, lexicon)?;
            let without = optional.then(|| open.clone());
            for pattern in &mut open {
                pattern.elements.push(element.clone());
                pattern.before += before;
                pattern.after += after;
            }
            open.extend(without.into_iter().flatten());
        }
        self.patterns.extend(open);
        Ok(())
    }

    /// For each word of the lexicon, and for figures, the patterns of a sort that it can begin (or end, for `Left`), the longest
    /// first.
    pub(crate) fn index(&self, sort: Sort, lexicon: &Lexicon) -> Index {
        let of_sort = || self.patterns.iter().enumerate().filter(|(_, p)| self.rules[usize::from(p.rule)].sort == sort);
        let first = |pattern: &'_ Pattern| match sort {
            Sort::Left => pattern.elements.last().cloned(),
            _ => pattern.elements.first().cloned(),
        };
        let mut firsts: Vec<_> = of_sort().filter_map(|(at, pattern)| Some((at, first(pattern)?))).collect();
        firsts.sort_by_key(|(at, _)| std::cmp::Reverse(self.patterns[*at].size()));
        let begun = |patterns: Vec<u16>| Begun { next: self.next_of(&patterns, sort), patterns };
        let of_figures = |classes: u64| {
            let found = firsts.iter().filter(|(_, element)| element.mask & classes != 0);
            (classes, begun(found.map(|(at, _)| number(*at)).collect()))
        };
        let empty = of_sort().filter(|(_, p)| p.elements.is_empty()).map(|(at, _)| at).collect();
        let by_word = by_word(&firsts, lexicon).into_iter().map(begun).collect();
        Index { by_word, of_figures: SHAPES.map(of_figures).into(), empty }
    }

    /// What the lexemes next to the first ones of these patterns can be.
    fn next_of(&self, patterns: &[u16], sort: Sort) -> Next {
        let mut next = Next::default();
        for number in patterns {
            let elements = &self.patterns[usize::from(*number)].elements;
            let second = if sort == Sort::Left { elements.iter().rev().nth(1) } else { elements.get(1) };
            match second {
                Some(element) => {
                    next.classes |= element.mask;
                    element.words.iter().for_each(|word| next.words |= 1 << (word & 63));
                }
                None => next.any = true,
            }
        }
        next
    }
}

/// The number of a pattern.
fn number(at: usize) -> u16 {
    u16::try_from(at).expect("a few thousand patterns")
}

/// For each word, the patterns whose first element takes it.
fn by_word(firsts: &[(usize, Element)], lexicon: &Lexicon) -> Vec<Vec<u16>> {
    let mut by_word: Vec<Vec<u16>> = lexicon.ids().map(|_| Vec::new()).collect();
    for (at, element) in firsts {
        element.words.iter().for_each(|word| by_word[usize::from(*word)].push(number(*at)));
        let of_class = |id: &WordId| lexicon.entry(*id).classes & element.mask != 0 && !element.words.contains(id);
        let ids = lexicon.ids().filter(|_| element.mask != 0).filter(of_class);
        ids.for_each(|id| by_word[usize::from(id)].push(number(*at)));
    }
    by_word
}

/// The classes that lexemes have together that are no words of the lexicon; what has others is not looked for.
const SHAPES: [u64; 14] = [
    Class::NUMBER.bit(),
    Class::NUMBER.bit() | Class::DAY.bit() | Class::HOUR.bit(),
    Class::NUMBER.bit() | Class::DAY.bit(),
    Class::NUMBER.bit() | Class::HOUR.bit(),
    Class::NUMBER.bit() | Class::YEAR.bit(),
    Class::ORDINAL.bit(),
    Class::DECADE.bit(),
    Class::DATE.bit(),
    Class::CLOCK.bit(),
    Class::SHORTYEAR.bit(),
    Class::FRACTION.bit(),
    Class::QUARTER.bit(),
    Class::QUARTERYEAR.bit(),
    Class::HALFYEAR.bit(),
];

/// The classes of lexemes that are no words of the lexicon.
const FIGURES: u64 = Class::NUMBER.bit()
    | Class::ORDINAL.bit()
    | Class::DECADE.bit()
    | Class::DATE.bit()
    | Class::CLOCK.bit()
    | Class::YEAR.bit()
    | Class::SHORTYEAR.bit()
    | Class::DAY.bit()
    | Class::HOUR.bit()
    | Class::FRACTION.bit()
    | Class::QUARTER.bit()
    | Class::QUARTERYEAR.bit()
    | Class::HALFYEAR.bit();

/// Which patterns are worth trying at a lexeme.
#[derive(Debug)]
pub(crate) struct Index {
    by_word: Vec<Begun>,
    /// By the classes of the figures.
    of_figures: Box<[(u64, Begun)]>,
    /// The patterns without elements: joins of neighbours.
    pub(crate) empty: Vec<usize>,
}

/// The patterns that a lexeme can begin, and what can come next to it in them.
#[derive(Debug, Default)]
struct Begun {
    patterns: Vec<u16>,
    next: Next,
}

/// A quick test of the lexeme next to the first: a set of classes, and of words by the last bits of their numbers.
#[derive(Debug, Default)]
struct Next {
    any: bool,
    classes: u64,
    words: u64,
}

impl Next {
    #[inline]
    const fn accepts(&self, lexeme: &Lexeme) -> bool {
        self.any
            || self.classes & lexeme.classes != 0
            || lexeme.word != 0 && self.words & (1 << (lexeme.word & 63)) != 0
    }
}

impl Index {
    /// The patterns that the lexeme can begin.
    pub(crate) fn at(&self, lexeme: &Lexeme) -> &[u16] {
        self.begun(lexeme).map_or(&[], |begun| &begun.patterns)
    }

    /// The patterns that the first of these lexemes can begin, if the second can follow it in one of them.
    #[inline]
    pub(crate) fn before(&self, lexemes: &[Lexeme]) -> &[u16] {
        let Some(begun) = lexemes.first().and_then(|lexeme| self.begun(lexeme)) else { return &[] };
        let follows = begun.next.any || lexemes.get(1).is_some_and(|next| begun.next.accepts(next));
        if follows { &begun.patterns } else { &[] }
    }

    #[inline]
    fn begun(&self, lexeme: &Lexeme) -> Option<&Begun> {
        if lexeme.word != 0 {
            Some(&self.by_word[usize::from(lexeme.word)])
        } else if lexeme.classes & FIGURES != 0 {
            self.of_figures.iter().find(|(classes, _)| *classes == lexeme.classes).map(|(_, begun)| begun)
        } else {
            None
        }
    }
}

/// A word of a holiday's name as an element of a pattern.
fn quoted(word: &str) -> String {
    let (word, sign) = word.strip_suffix('?').map_or((word, ""), |word| (word, "?"));
    let spellings: Vec<_> = word.split('|').map(|word| format!("\"{word}\"")).collect();
    spellings.join("|") + sign
}

fn element(text: &str, lexicon: &mut Lexicon) -> Result<Element, String> {
    let mut element = Element::default();
    for test in text.split('|') {
        if let Some((word, slot)) = test.strip_prefix('"').and_then(|rest| rest.rsplit_once('"')) {
            element.words.push(lexicon.word(word).ok_or_else(|| format!("{test} is too long"))?);
            match slot {
                "" => {}
                ":unit" => element.fills.extend([(Class::UNIT, Slot::Unit), (Class::UNITS, Slot::Unit)]),
                ":part" => element.fills.push((Class::PART, Slot::Part)),
                ":clock" => element.fills.push((Class::NOON, Slot::Clock)),
                _ => return Err(format!("{test}: a word fills no such slot")),
            }
            continue;
        }
        let (name, slot) = test.split_once(':').map_or((test, None), |(name, slot)| (name, Some(slot)));
        let class = Class::named(name).ok_or_else(|| format!("`{name}` is no class"))?;
        element.mask |= class.bit();
        let slot = match slot {
            Some("_") => None,
            Some(slot) => Some(Slot::named(slot).ok_or_else(|| format!("`{slot}` is no slot"))?),
            None => usual_slot(class),
        };
        element.fills.extend(slot.map(|slot| (class, slot)));
    }
    Ok(element)
}

/// The slot that a class fills where the rule does not say.
fn usual_slot(class: Class) -> Option<Slot> {
    Some(match class {
        Class::MONTH => Slot::Month,
        Class::DAY => Slot::Day,
        Class::YEAR | Class::SHORTYEAR => Slot::Year,
        Class::WEEKDAY | Class::WEEKDAYS => Slot::Weekday,
        Class::SEASON | Class::SEASONS => Slot::Season,
        Class::PART | Class::PARTS => Slot::Part,
        Class::NUMBER => Slot::Count,
        Class::UNIT | Class::UNITS => Slot::Unit,
        Class::DECADE => Slot::Decade,
        Class::ERA => Slot::Era,
        Class::CLOCK | Class::NOON => Slot::Clock,
        Class::HOUR => Slot::Hour,
        Class::MERIDIEM => Slot::Meridiem,
        Class::QUARTER => Slot::Quarter,
        Class::HALFYEAR => Slot::Half,
        Class::TIMES => Slot::Freq,
        Class::DATE => Slot::Date,
        Class::RECURRING => Slot::Recurring,
        Class::DEICTIC => Slot::Deictic,
        Class::FRACTION => Slot::Extra,
        Class::QUARTERYEAR => Slot::QuarterYear,
        _ => return None,
    })
}

/// The kind that a rule makes, and the slots that it fills.
type Effects = (Option<Kind>, Vec<(Slot, i32)>);

fn effects_of(text: &str) -> Result<Effects, String> {
    let (mut kind, mut effects) = (None, Vec::new());
    for field in text.split_whitespace() {
        let Some((slot, value)) = field.split_once('=') else {
            kind = Some(Kind::named(field).ok_or_else(|| format!("`{field}` is no kind"))?);
            continue;
        };
        let slot = Slot::named(slot).ok_or_else(|| format!("`{slot}` is no slot"))?;
        let value = value.parse().ok().or_else(|| value_of_name(value));
        effects.push((slot, value.ok_or_else(|| format!("`{field}` has no known value"))?));
    }
    Ok((kind, effects))
}

fn kind_set(text: &str) -> Result<u32, String> {
    text.split_whitespace().try_fold(0, |set, name| {
        Kind::named(name).map(|kind| set | kind.bit()).ok_or_else(|| format!("`{name}` is no kind"))
    })
}
