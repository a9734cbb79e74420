//! Who may be the speaker of a quote, and what may be claimed for each.

use copydesk_core::{Id, Span};
use copydesk_english::pronouns::Kind;
use copydesk_layers::{Gender, Number};

use super::found::{Candidate, claimed, entry, genders, has_spoken, is_near, only};
use super::sort::{Sort, demonym, is_definite};
use crate::bodies;
use crate::claims::Claim;
use crate::documents;
use crate::flags::Flags;
use crate::names::{Mention, Person, gender};
use crate::offices;
use crate::phrases::Phrase;
use crate::reading::Reading;
use crate::salience::Salience;
use crate::words::WordSpan;

/// How many mentions back candidates are looked for, how many of them are taken, and how many earlier speakers.
/// PolNeAR's pronouns and descriptions mean one of these in all but one of a hundred cases.
const MENTIONS: usize = 48;
const RECENT: usize = 10;
const SPEAKERS: usize = 6;
/// How many names and words of what was said are looked at: more than all but the longest quotes hold.
const NAMED: usize = 16;
const SAID: usize = 200;

/// Somebody who has spoken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// Who, if anybody named.
    pub(crate) person: Option<Id<Person>>,
    /// The gender of an unnamed person, where that shows; nothing for anybody else.
    pub(crate) unnamed: Option<Option<Gender>>,
    /// What singles out an unnamed body.
    pub(crate) description: Option<Span>,
    /// The word at which.
    pub(crate) place: usize,
    /// Whether in words of her or his own.
    pub(crate) marked: bool,
}

/// A quote whose speaker is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// What the source is.
    pub(crate) sort: Sort,
    /// The source, if there is one.
    pub(crate) phrase: Option<&'a Phrase>,
    /// The word that attributes, if one does.
    pub(crate) cue: Option<usize>,
    /// The word from which names are looked back for.
    pub(crate) at: usize,
    /// The words said.
    pub(crate) parts: &'a [WordSpan],
    /// The words behind the words said, in the same sentence.
    pub(crate) behind: WordSpan,
}

/// Finds candidates and their claims.
pub(crate) struct Finder<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) salience: &'a Salience,
    /// Who has spoken, in text order.
    pub(crate) chain: &'a [Link],
}

impl Finder<'_> {
    /// Everybody who may be the speaker, nobody first.
    pub(crate) fn candidates(&self, asked: &Asked<'_>) -> Vec<Candidate> {
        let mut found = vec![Candidate::default()];
        if let Some(phrase) = asked.phrase {
            self.beside(asked, phrase, &mut found);
        }
        if !matches!(asked.sort, Sort::Name | Sort::Speaker) {
            self.before(asked, &mut found);
        }
        if asked.sort == Sort::Alone {
            self.behind(asked, &mut found);
        }
        let fits: Vec<bool> = found.iter().map(|candidate| self.fits(asked, candidate)).collect();
        for candidate in found.iter_mut().skip(1) {
            self.describe(asked, candidate);
        }
        only(&fits, &mut found);
        let fitting = fits.iter().any(|fits| *fits);
        found[0].claims = self.nobody(asked, fitting);
        found
    }

    /// Adds those who are named in the source or tied to it.
    fn beside(&self, asked: &Asked<'_>, phrase: &Phrase, found: &mut Vec<Candidate>) {
        let names = &self.reading.names;
        let heading = names.heading(&self.reading.words, phrase).filter(|_| !demonym(self.reading, phrase));
        for mention in self.reading.names.between(phrase.first, phrase.end) {
            let heads = heading == Some(mention.person);
            if !heads && (heading.is_some() || names.person(mention.person).place) {
                continue;
            }
            let owns = self.reading.is(mention.end, Flags::POSSESSIVE) && mention.end < phrase.end;
            let claim = match () {
                () if heads => Claim::BesideCue,
                () if owns => Claim::OwnsSource,
                () => Claim::InsideSource,
            };
            claimed(found, mention.person, claim);
            if heads && names.person(mention.person).place {
                claimed(found, mention.person, Claim::PlaceBesideCue);
            }
        }
        if let Some(owner) = phrase.first.checked_sub(1).filter(|before| self.reading.is(*before, Flags::POSSESSIVE)) {
            self.reading
                .names
                .ending_at(owner)
                .into_iter()
                .for_each(|mention| claimed(found, mention.person, Claim::OwnsSource));
        }
        if let Some(person) = documents::author(self.reading, phrase) {
            claimed(found, person, Claim::DocumentOf);
        }
        if let Some(person) = names.known_by(&self.reading.words, phrase) {
            claimed(found, person, Claim::BesideCue);
        }
        if let Some(person) = offices::behind_office(self.reading, phrase) {
            claimed(found, person, Claim::BehindOffice);
        }
        if let Some(person) = offices::described_by(self.reading, phrase) {
            claimed(found, person, Claim::HeadsApposition);
        }
        if asked.sort == Sort::Who {
            self.relative(phrase, found);
        } else if heading.is_none() && !matches!(asked.sort, Sort::He | Sort::She | Sort::It | Sort::They) {
            self.tied(phrase, found);
        }
    }

    /// Adds whom a preposition or comma ties to a description.
    fn tied(&self, phrase: &Phrase, found: &mut Vec<Candidate>) {
        let reading = self.reading;
        if let Some(person) = offices::named_after(reading, phrase) {
            claimed(found, person, Claim::BehindComma);
        }
        if let Some(comma) = phrase.first.checked_sub(1).filter(|before| reading.is(*before, Flags::COMMA)) {
            self.before_comma(phrase, comma, found);
        }
        let link = phrase.end;
        let claim = match () {
            () if reading.is(link, Flags::OF) => Claim::SourceOf,
            () if reading.is(link, Flags::FOR) && reading.is(phrase.head(), Flags::SPOKES) => Claim::SpokenFor,
            () if reading.is(link, Flags::PREPOSITION) => Claim::SourceAt,
            () => return,
        };
        if let Some(tied) = reading.phrase_at(link + 1)
            && let Some(mention) = self.reading.names.between(tied.first, tied.end).last()
        {
            claimed(found, mention.person, claim);
        }
    }

    /// Adds the name before a comma that a description follows: "Okafor, a baker from Kelmouth, said".
    fn before_comma(&self, phrase: &Phrase, comma: usize, found: &mut Vec<Candidate>) {
        let Some(mention) = self.reading.names.ending_at(comma) else { return };
        claimed(found, mention.person, Claim::BeforeComma);
        if offices::comma_behind(self.reading, phrase.end).is_some() {
            claimed(found, mention.person, Claim::ClosedApposition);
        }
    }

    /// "who" stands for the name right before it, past a place or a body that the name is of.
    fn relative(&self, phrase: &Phrase, found: &mut Vec<Candidate>) {
        let Some(before) = phrase.first.checked_sub(1) else { return };
        let end = before + usize::from(!self.reading.is(before, Flags::COMMA));
        let Some(last) = self.reading.names.ending_at(end) else { return };
        claimed(found, last.person, Claim::BeforeRelative);
        let of =
            last.first.checked_sub(1).filter(|of| self.reading.is(*of, Flags::OF | Flags::PREPOSITION | Flags::COMMA));
        if let Some(first) = of.and_then(|of| self.reading.names.ending_at(of)) {
            claimed(found, first.person, Claim::BeforeRelativeOf);
        }
    }

    /// Adds those who spoke before and those named before.
    fn before(&self, asked: &Asked<'_>, found: &mut Vec<Candidate>) {
        for (rank, link) in self.chain.iter().rev().take(SPEAKERS).enumerate() {
            let Some(person) = link.person else { continue };
            let claim = match rank {
                0 => Claim::SpokeLast,
                1 => Claim::SpokeSecond,
                2 => Claim::SpokeThird,
                _ => Claim::SpokeEarlier,
            };
            if !has_spoken(found, person) {
                claimed(found, person, claim);
                self.placed(asked, link, rank, found);
            }
        }
        let mentions = &self.reading.names.mentions;
        let here = mentions.partition_point(|mention| mention.end <= asked.at);
        let (mut recent, mut natures) = (0, [false; 3]);
        for mention in mentions[here.saturating_sub(MENTIONS)..here].iter().rev() {
            if recent == RECENT {
                break;
            }
            if found.iter().any(|candidate| candidate.person == Some(mention.person) && is_near(candidate)) {
                continue;
            }
            recent += 1;
            let nature = self.reading.names.person(mention.person).referent.kind as usize;
            let candidate = entry(found, mention.person);
            if recent == 1 {
                candidate.claims.push(Claim::Nearest);
            }
            if !natures[nature] {
                candidate.claims.push(Claim::NearestOfKind);
            }
            natures[nature] = true;
            self.near(asked, mention, candidate);
        }
    }

    /// How near the last speaker is, and whether her or his own words were quoted.
    fn placed(&self, asked: &Asked<'_>, link: &Link, rank: usize, found: &mut [Candidate]) {
        let Some(candidate) = found.iter_mut().find(|candidate| candidate.person == link.person) else { return };
        let apart = self.reading.words[asked.at].area.abs_diff(self.reading.words[link.place].area);
        match (rank, apart) {
            (0, 0) => candidate.claims.push(Claim::SpokeLastHere),
            (0, 1) => candidate.claims.push(Claim::SpokeLastAbove),
            _ => {}
        }
        let marked = self.chain.iter().rev().take(SPEAKERS).find(|link| link.marked);
        if link.marked && marked.is_some_and(|last| last.place == link.place) {
            candidate.claims.push(Claim::SpokeMarked);
        }
    }

    /// How near the last mention of a candidate is, and how it stands there.
    fn near(&self, asked: &Asked<'_>, mention: &Mention, candidate: &mut Candidate) {
        let reading = self.reading;
        candidate.claims.push(match reading.frames_between(mention.first, asked.at) {
            0 => Claim::SameSentence,
            1 => Claim::SentenceBefore,
            2 => Claim::TwoBefore,
            3..=6 => Claim::FewBefore,
            _ => Claim::FarBefore,
        });
        match reading.words[asked.at].area.abs_diff(reading.words[mention.first].area) {
            0 => candidate.claims.push(Claim::SameParagraph),
            1 => candidate.claims.push(Claim::ParagraphBefore),
            _ => {}
        }
        if reading.words[mention.first].quoted() {
            candidate.claims.push(Claim::InMarks);
        }
        if mention
            .first
            .checked_sub(1)
            .is_some_and(|before| reading.is(before, Flags::PREPOSITION | Flags::OF | Flags::TO))
        {
            candidate.claims.push(Claim::AfterPreposition);
        }
    }

    /// Adds those named behind the words in their sentence.
    fn behind(&self, asked: &Asked<'_>, found: &mut Vec<Candidate>) {
        let WordSpan { first: from, end } = asked.behind;
        for (rank, mention) in self.reading.names.between(from, end).iter().take(2).enumerate() {
            let near = rank == 0 && mention.first < from + 4;
            claimed(found, mention.person, if near { Claim::NamedBehind } else { Claim::NamedLater });
        }
    }

    /// What is true of a candidate wherever she, he or it was found.
    fn describe(&self, asked: &Asked<'_>, candidate: &mut Candidate) {
        let Some(number) = candidate.person else { return };
        let person = self.reading.names.person(number);
        let claims = &mut candidate.claims;
        claims.push(match person.referent.kind {
            Kind::Person if person.referent.number == Some(Number::Plural) => Claim::SeveralPeople,
            Kind::Person => Claim::APerson,
            Kind::Body => Claim::ABody,
            Kind::Thing => Claim::APlace,
        });
        let inside = claims.contains(&Claim::InsideSource) || claims.contains(&Claim::OwnsSource);
        let tied = [Claim::SpokenFor, Claim::SourceOf, Claim::SourceAt].iter().any(|tied| claims.contains(tied));
        let member = asked.phrase.is_some_and(|phrase| {
            let head = &self.reading.words[phrase.head()];
            head.is(Flags::PERSON | Flags::TITLE) && !head.is(Flags::SPOKES)
        });
        let near = [Claim::SameSentence, Claim::SentenceBefore].iter().any(|near| claims.contains(near));
        let spokes = asked.phrase.is_some_and(|phrase| self.reading.is(phrase.head(), Flags::SPOKES));
        for (holds, claim) in [
            ((inside || tied) && person.is_body() && spokes, Claim::SpokesOf),
            (inside && person.is_body() && member, Claim::BodyOfSource),
            (tied && person.is_body() && member, Claim::BodyTied),
            (inside && person.is_person(), Claim::PersonInside),
            (inside && person.referent.kind == Kind::Thing, Claim::PlaceInside),
            (tied && person.referent.kind == Kind::Thing, Claim::PlaceTied),
            (self.names(asked, number, true), Claim::NamedInWords),
            (self.names(asked, number, false), Claim::NamedInReport),
            (person.is_body() && self.says_i(asked), Claim::BodySaysI),
            (self.gives_view(asked, number), Claim::ViewGiven),
            (near && self.may_own(asked, number), Claim::MayOwn),
        ] {
            if holds {
                claims.push(claim);
            }
        }
        if person.is_person() {
            claims.extend(genders(self.wanted(asked), person.referent.gender, self.salience.gender(number)));
        }
        let frame = self.reading.frame_of(asked.at);
        claims.extend(self.salience.claims(self.reading, number, frame));
        if let Some(phrase) = asked.phrase.filter(|_| matches!(asked.sort, Sort::Person | Sort::Body | Sort::Thing)) {
            claims.extend(offices::described(self.reading, phrase, number));
        }
    }

    /// Whether the words said name somebody, in quotation marks or outside them.
    fn names(&self, asked: &Asked<'_>, person: Id<Person>, quoted: bool) -> bool {
        let mut inside =
            asked.parts.iter().flat_map(|part| self.reading.names.between(part.first, part.end)).take(NAMED);
        inside.any(|mention| mention.person == person && self.reading.words[mention.first].quoted() == quoted)
    }

    /// Whether the paragraph, or its sentence at hand, opens with somebody's view: "For Okafor, however, ...".
    fn gives_view(&self, asked: &Asked<'_>, person: Id<Person>) -> bool {
        let words = &self.reading.words;
        let area = words[asked.at].area;
        let paragraph = words.partition_point(|word| word.area < area);
        let sentence = self.reading.frame(self.reading.frame_of(asked.at)).words.start;
        [paragraph, sentence].into_iter().any(|opening| {
            let mention = self.reading.names.next(opening + 1);
            let mention =
                mention.filter(|mention| mention.first == opening + 1 && self.reading.is(opening, Flags::FOR));
            mention.is_some_and(|mention| mention.person == person && self.reading.is(mention.end, Flags::COMMA))
        })
    }

    /// Whether the source is called somebody's of this person's gender: "his former adviser".
    fn may_own(&self, asked: &Asked<'_>, person: Id<Person>) -> bool {
        let owner = asked.phrase.map(|phrase| &self.reading.words[phrase.first]);
        let owner = owner.filter(|word| word.is(Flags::POSSESSOR)).and_then(gender);
        let named = self.reading.names.person(person);
        let known = self.salience.gender(person).or(named.referent.gender);
        owner.is_some_and(|owner| named.is_person() && known.is_none_or(|known| known == owner))
    }

    /// Whether quoted words speak of their speaker as one person.
    fn says_i(&self, asked: &Asked<'_>) -> bool {
        let words = asked.parts.iter().flat_map(|part| part.of(&self.reading.words)).take(SAID);
        words.into_iter().any(|word| word.quoted() && word.is(Flags::FIRST_PERSON) && !word.is(Flags::PLURAL))
    }

    /// The gender that the source shows.
    fn wanted(&self, asked: &Asked<'_>) -> Option<Gender> {
        match asked.sort {
            Sort::He => Some(Gender::Male),
            Sort::She => Some(Gender::Female),
            Sort::Person => asked.phrase.and_then(|phrase| gender(&self.reading.words[phrase.head()])),
            _ => None,
        }
    }

    /// Whether a candidate is of the kind, number and gender asked for.
    fn fits(&self, asked: &Asked<'_>, candidate: &Candidate) -> bool {
        let Some(number) = candidate.person else { return false };
        let person = self.reading.names.person(number);
        let wanted = self.wanted(asked);
        let known = self.salience.gender(number).or(person.referent.gender);
        match person.referent.kind {
            Kind::Person if person.referent.number == Some(Number::Plural) => asked.sort == Sort::They,
            Kind::Person => {
                let document = asked.phrase.is_some_and(|phrase| self.reading.is(phrase.head(), Flags::DOCUMENT));
                !asked.sort.is_body()
                    && !document
                    && asked.sort != Sort::They
                    && (wanted.is_none() || known.is_none_or(|known| Some(known) == wanted))
            }
            Kind::Body => !asked.sort.is_person(),
            Kind::Thing => false,
        }
    }

    /// What speaks for nobody named.
    fn nobody(&self, asked: &Asked<'_>, fitting: bool) -> Vec<Claim> {
        let mut claims = vec![Claim::Nobody];
        if let Some(phrase) = asked.phrase {
            let (first, head) = (&self.reading.words[phrase.first], &self.reading.words[phrase.head()]);
            let definite = is_definite(self.reading, phrase);
            let owned = first.is(Flags::POSSESSOR) && phrase.end - phrase.first > 1;
            for (holds, claim) in [
                (first.is(Flags::DETERMINER | Flags::NUMBER) && !definite, Claim::NobodyArticle),
                (!first.is(Flags::DETERMINER | Flags::NUMBER) && !definite, Claim::NobodyBare),
                (head.is(Flags::PLURAL), Claim::NobodyPlural),
                (head.is(Flags::PERSON), Claim::NobodyPerson),
                (head.is(Flags::GROUP | Flags::COMPANY), Claim::NobodyBody),
                (head.is(Flags::SPOKES), Claim::NobodySpokes),
                (head.is(Flags::CUE_NOUN | Flags::DOCUMENT), Claim::NobodySaying),
                (owned, Claim::NobodyOwned),
                (phrase.named.person_inside && head.is(Flags::PERSON), Claim::NobodyRelated),
                (asked.cue.is_some_and(|cue| bodies::joined(self.reading, phrase, cue)), Claim::NobodyJoined),
                (bodies::singled_out(self.reading, phrase).is_some(), Claim::NobodySinglesOut),
            ] {
                if holds {
                    claims.push(claim);
                }
            }
        }
        if !fitting {
            claims.push(Claim::NobodyFits);
        }
        match self.chain.last() {
            None => claims.push(Claim::NobodyFirst),
            Some(link) if link.person.is_none() => {
                claims.push(Claim::NobodySpoke);
                let wanted = self.wanted(asked).filter(|_| matches!(asked.sort, Sort::He | Sort::She));
                if wanted.is_some()
                    && link.unnamed.is_some_and(|gender| gender.is_none_or(|gender| Some(gender) == wanted))
                {
                    claims.push(Claim::NobodyAgrees);
                }
                if self.reading.words[link.place].area == self.reading.words[asked.at].area {
                    claims.push(Claim::NobodySpokeHere);
                }
            }
            Some(_) => {}
        }
        claims
    }
}
