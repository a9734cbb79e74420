//! Which of several people of one name a mention means.
//!
//! News calls by the bare surname the person whom the article is about, and the relatives by their full names. So the surname
//! stays with whom it was used for, or else with the first of that name, unless title, pronoun or nearness speak for another.

use copydesk_english::names::gender_of_given;
use copydesk_layers::Gender;

use super::Named;
use super::form::{Class, Form, fold};
use super::resolve::{Forms, Who};

/// What speaks for a candidate, in order: a pronoun, the surname's use so far, being named last, being the first of the name.
/// Set by hand: a pronoun outweighs any two of the others; use and first outweigh nearness, nearness outweighs the first alone.
/// The figures on invented families, PolNeAR and DWIE are those of these values; others were not tried.
const PRONOUN: f32 = 3.0;
/// A relative's pronoun where nobody is known to be of the other gender: too little to take the surname from whom the article is about.
const PRONOUN_ALONE: f32 = 1.0;
const USED: f32 = 1.5;
const FIRST: f32 = 1.0;
const LAST: f32 = 1.2;
/// What speaks against somebody who is named only later, where another was named already: more than a pronoun for it.
const UNSEEN: f32 = 4.0;
/// So many sentences on, the use of a surname speaks for nobody: a guess, longer than any section of the articles looked at.
const REMEMBERED: u32 = 25;
/// What speaks against somebody who was introduced as another's relative.
const RELATIVE: f32 = 1.5;

/// What speaks for somebody of whom the same role was told ("Judge Orr"): as a pronoun that fits, and by the same guess.
const OFFICE: f32 = 3.0;
/// So many roles of a person are kept: hardly anybody has more that come before a name.
const OFFICES: usize = 3;

/// What the article shows of those who bear a form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bearer {
    /// The gender that titles and roles show.
    titled: Option<Gender>,
    /// Whether titles of both genders were met.
    both: bool,
    /// The gender of the given name, if nearly all who bear it are of one.
    given: Option<Gender>,
    /// The gender of pronouns that speak of them.
    spoken: Option<Gender>,
    /// Whether they were introduced as somebody's relative.
    relative: bool,
    /// Whether they were introduced as a child, whom no title is given.
    child: bool,
    /// The nouns of their first roles.
    offices: [Option<u64>; OFFICES],
}

impl Bearer {
    /// Those who bear a form of which no mention was read yet.
    pub(super) fn new(form: &Form<'_>) -> Self {
        let mut buffer = String::new();
        let given = form.text.split_once(char::is_whitespace).map(|(given, _)| given);
        let given = given.filter(|_| form.class == Class::Person).and_then(|given| {
            fold(given, &mut buffer);
            gender_of_given(&buffer)
        });
        Self { given, ..Self::default() }
    }

    /// Takes in a mention.
    pub(super) fn learn(&mut self, name: &Named<'_>) {
        self.both |= self.titled.is_some() && name.gender.is_some() && self.titled != name.gender;
        self.titled = self.titled.or(name.gender);
        self.spoken = self.spoken.or(name.pronoun);
        self.relative |= name.relative;
        self.child |= name.child;
        if let Some(office) = name.office.filter(|office| !self.offices.contains(&Some(*office)))
            && let Some(free) = self.offices.iter_mut().find(|held| held.is_none())
        {
            *free = Some(office);
        }
    }

    /// Whether they were introduced as somebody's relative.
    pub(super) const fn is_relative(&self) -> bool {
        self.relative
    }

    /// The gender, the surest first.
    fn gender(&self) -> Option<Gender> {
        self.titled.or(self.spoken).or(self.given)
    }
}

/// Who was spoken of so far.
pub(super) struct Spoken<'f, 'a> {
    forms: &'f Forms<'a>,
    /// For each form, the mention that last named it, and the sentence of that.
    last: Vec<Option<(u32, Option<u32>)>>,
    /// For each form whom its last mention meant.
    used: Vec<Option<Who>>,
}

impl<'f, 'a> Spoken<'f, 'a> {
    /// Nobody yet.
    pub(super) fn new(forms: &'f Forms<'a>) -> Self {
        Self { forms, last: vec![None; forms.forms.len()], used: vec![None; forms.forms.len()] }
    }

    /// Notes whom a mention of a form meant.
    pub(super) fn note(&mut self, form: u32, who: Who, (mention, sentence): (u32, Option<u32>)) {
        self.last[who.form as usize] = Some((mention, sentence));
        self.used[form as usize] = Some(who);
    }

    /// Whom a mention of a form means.
    pub(super) fn meant(&self, form: u32, name: &Named<'_>) -> Who {
        let candidates = &self.forms.stands_for[form as usize];
        let alone = Who { form, gender: None };
        if self.forms.forms[form as usize].class != Class::Person {
            return candidates
                .iter()
                .max_by_key(|form| (self.last[**form as usize], std::cmp::Reverse(**form)))
                .map_or(alone, |form| Who { form: *form, gender: None });
        }
        let suits = |other: &&u32| {
            let known = self.forms.bearers[**other as usize].gender();
            name.gender.is_none() || known.is_none() || known == name.gender
        };
        let best = candidates.iter().filter(suits).max_by(|one, other| {
            let claims = [one, other].map(|other| self.claim(form, **other, candidates, name));
            claims[0].total_cmp(&claims[1]).then(other.cmp(one))
        });
        match best {
            Some(other) => Who { form: *other, gender: None },
            None if candidates.is_empty() => self.variant(form, name),
            None => Who { form, gender: name.gender },
        }
    }

    /// The claim of one of several candidates to a mention of a form.
    fn claim(&self, form: u32, candidate: u32, candidates: &[u32], name: &Named<'_>) -> f32 {
        let bearer = &self.forms.bearers[candidate as usize];
        let last = self.last_alone(candidates);
        let seen = |other: &&u32| self.last[**other as usize].is_some();
        let first = candidates.iter().filter(seen).min();
        let used = self.used[form as usize].is_some_and(|who| who.form == candidate) && self.is_near(candidate, name);
        let mut claim = 0.0;
        let told = |wanted| self.tells_apart(candidates, wanted);
        let pronoun = if bearer.relative && !told(name.pronoun) { PRONOUN_ALONE } else { PRONOUN };
        for (wanted, worth) in [(name.gender, PRONOUN + PRONOUN), (name.pronoun, pronoun)] {
            claim += match (wanted, bearer.gender()) {
                (Some(wanted), Some(known)) if wanted == known => worth,
                (Some(_), Some(_)) => -worth,
                _ => 0.0,
            };
        }
        claim += if name.office.is_some() && bearer.offices.contains(&name.office) { OFFICE } else { 0.0 };
        claim += if used { USED } else { 0.0 };
        claim += if first == Some(&candidate) { FIRST } else { 0.0 };
        claim += if last == Some(candidate) { LAST } else { 0.0 };
        let unseen = self.last[candidate as usize].is_none() && first.is_some();
        claim -= if unseen { UNSEEN } else { 0.0 };
        claim -= if name.gender.is_some() && bearer.child { PRONOUN + PRONOUN } else { 0.0 };
        claim - if bearer.relative { RELATIVE } else { 0.0 }
    }

    /// Whether somebody who bears the name is known to be of another gender than this.
    fn tells_apart(&self, candidates: &[u32], wanted: Option<Gender>) -> bool {
        let known = |other: &u32| self.forms.bearers[*other as usize].gender();
        candidates.iter().filter_map(known).any(|gender| Some(gender) != wanted)
    }

    /// Whether somebody was named not too long ago.
    fn is_near(&self, candidate: u32, name: &Named<'_>) -> bool {
        let sentences = self.last[candidate as usize].and_then(|(_, sentence)| sentence).zip(name.sentence);
        sentences.is_none_or(|(last, here)| here - last <= REMEMBERED)
    }

    /// The candidate who was named last, if no other was named in the same sentence.
    fn last_alone(&self, candidates: &[u32]) -> Option<u32> {
        let last = *candidates.iter().max_by_key(|other| self.last[**other as usize])?;
        let (_, sentence) = self.last[last as usize]?;
        let beside = |other: &u32| {
            *other != last
                && sentence.is_some()
                && self.last[*other as usize].is_some_and(|(_, other)| other == sentence)
        };
        (!candidates.iter().any(beside)).then_some(last)
    }

    /// Of a woman and a man who bear a form alone ("Mr Orr", "Mrs Orr"), the one whom a mention names.
    fn variant(&self, form: u32, name: &Named<'_>) -> Who {
        if !self.forms.bearers[form as usize].both {
            return Who { form, gender: None };
        }
        let before = self.used[form as usize].and_then(|who| who.gender);
        Who { form, gender: name.gender.or(name.pronoun).or(before) }
    }
}
