//! Mentions to groups: forms first, then every mention of a form that may stand for several.

use copydesk_core::Budget;
use copydesk_core::budget::OverBudget;
use copydesk_layers::Gender;

use super::Named;
use super::form::{Class, Form};
use super::groups::{self, Bodies};
use super::meant::{Bearer, Spoken};
use super::people::{Apart, People};
use crate::text::Index;

/// So many names back those are looked for who bear a given name, so that the work stays linear.
const LOOKED_AT: usize = 200;

/// The groups of an article's mentions.
#[derive(Debug, Default)]
pub(crate) struct Groups<'a> {
    /// The group of each mention.
    pub of_mention: Vec<usize>,
    /// The first mention of each group.
    pub first: Vec<u32>,
    /// The fullest name of each group.
    pub names: Vec<&'a str>,
}

/// The different names of an article, and what each may stand for.
pub(super) struct Forms<'a> {
    /// The forms, in the order in which they come.
    pub forms: Vec<Form<'a>>,
    of_mention: Vec<u32>,
    /// For each form those that it may stand for; none for one that stands for itself.
    pub stands_for: Vec<Vec<u32>>,
    /// What is known of those who bear a form alone.
    pub bearers: Vec<Bearer>,
}

impl<'a> Groups<'a> {
    /// The groups of these mentions, in text order.
    pub(crate) fn of(names: &[Named<'a>], budget: &Budget) -> Result<Self, OverBudget> {
        let mut forms = Forms::of(names, budget)?;
        forms.find_candidates(names, budget)?;
        Ok(forms.groups(names))
    }
}

impl<'a> Forms<'a> {
    fn of(names: &[Named<'a>], budget: &Budget) -> Result<Self, OverBudget> {
        let (mut index, mut buffer, mut relatives) = (Index::default(), String::new(), Vec::new());
        let mut all = Self { forms: Vec::new(), of_mention: Vec::new(), stands_for: Vec::new(), bearers: Vec::new() };
        for name in names {
            budget.check()?;
            let mut form = Form::of(name.text, name.label, &mut buffer);
            if name.several {
                form.make_several(&mut buffer);
            } else if all.is_other_relative(&form, name) {
                form.make_relative();
                relatives.push(form.words[0].hash);
            } else if form.is_alone() && relatives.contains(&form.words[0].hash) && index.get(form.key).is_none() {
                form.make_relative();
            }
            let (number, new) = index.insert(groups::key(&form));
            if new {
                all.bearers.push(Bearer::new(&form));
                all.forms.push(form);
            } else if form.is_fuller(&all.forms[number as usize]) {
                all.forms[number as usize] = form;
            }
            all.bearers[number as usize].learn(name);
            all.of_mention.push(number);
        }
        Ok(all)
    }

    /// Whether a given name alone is that of somebody's relative, and not of a person of another surname who was named in full before: "Ivo
    /// Brandl and his daughter Grace" in an article on Grace Tolland. Where the one who tells is a relative too, they may be one family.
    fn is_other_relative(&self, form: &Form<'_>, name: &Named<'_>) -> bool {
        let Some(owner) = name.relative_of.filter(|_| form.is_alone()) else { return false };
        let owner = &self.forms[self.of_mention[owner as usize] as usize];
        let Some(surname) = owner.last().filter(|_| owner.class == Class::Person) else { return false };
        let (mut bearers, mut family) = (false, false);
        for (other, bearer) in self.forms.iter().zip(&self.bearers).rev().take(LOOKED_AT) {
            let person = other.class == Class::Person && !other.several;
            let named_so = person && other.words.len() > 1 && other.words[0].hash == form.words[0].hash;
            bearers |= named_so;
            family |= named_so && (other.last() == Some(surname) || bearer.is_relative());
            family |= person && other.last() == Some(surname) && bearer.is_relative();
        }
        bearers && !family
    }

    /// The longest forms first, the most frequent of them before others, so that every form meets those that it may shorten; names in brackets are what they stand beside.
    fn find_candidates(&mut self, names: &[Named<'a>], budget: &Budget) -> Result<(), OverBudget> {
        let (mut people, mut bodies) = (People::default(), Bodies::default());
        let apart = Apart::of(names, &self.of_mention, &self.forms);
        let mut order: Vec<usize> = (0..self.forms.len()).collect();
        order.retain(|number| !self.forms[*number].stands_alone());
        let times = self.times();
        order.sort_by_key(|number| std::cmp::Reverse((self.forms[*number].words.len(), times[*number])));
        self.stands_for = vec![Vec::new(); self.forms.len()];
        let aliases = self.aliases(names);
        for number in order {
            budget.check()?;
            let (form, out) = (&self.forms[number], &mut self.stands_for[number]);
            match form.class {
                Class::Person => people.candidates((form, number as u32), &self.forms, &apart, out),
                Class::Other if aliases[number].is_some() => out.extend(aliases[number]),
                Class::Other => bodies.candidates((form, number as u32), &self.forms, out),
                Class::Norp => {}
            }
            out.sort_unstable();
            out.dedup();
            if out.is_empty() {
                match form.class {
                    Class::Person => people.add(form, number as u32),
                    Class::Other => bodies.add(form, number as u32),
                    Class::Norp => {}
                }
            }
        }
        Ok(())
    }

    /// How many mentions each form has.
    fn times(&self) -> Vec<u32> {
        let mut times = vec![0; self.forms.len()];
        self.of_mention.iter().for_each(|form| times[*form as usize] += 1);
        times
    }

    /// For each form the longer one that some mention of it follows in brackets.
    fn aliases(&self, names: &[Named<'a>]) -> Vec<Option<u32>> {
        let mut aliases = vec![None; self.forms.len()];
        for (number, _) in names.iter().enumerate().filter(|(_, name)| name.in_brackets) {
            let Some(before) = number.checked_sub(1).map(|before| self.of_mention[before]) else { continue };
            let form = self.of_mention[number];
            let (short, long) = (&self.forms[form as usize], &self.forms[before as usize]);
            if short.is_short_for(long) {
                aliases[form as usize] = aliases[form as usize].or(Some(before));
            }
        }
        aliases
    }

    fn groups(&self, names: &[Named<'a>]) -> Groups<'a> {
        let mut groups = Groups::default();
        let mut group_of = vec![[None; 3]; self.forms.len()];
        let mut spoken = Spoken::new(self);
        for (number, name) in (0..).zip(names) {
            let who = spoken.meant(self.of_mention[number as usize], name);
            let group = *group_of[who.form as usize][who.variant()].get_or_insert_with(|| {
                groups.first.push(number);
                groups.names.push(self.forms[who.form as usize].text);
                groups.first.len() - 1
            });
            spoken.note(self.of_mention[number as usize], who, (number, name.sentence));
            groups.of_mention.push(group);
        }
        groups
    }
}

/// Whom a mention names: a form, and where several bear it alone, which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Who {
    /// The form.
    pub form: u32,
    /// Of several who bear the form alone, the woman or the man.
    pub gender: Option<Gender>,
}

impl Who {
    const fn variant(self) -> usize {
        match self.gender {
            None => 0,
            Some(Gender::Female) => 1,
            Some(Gender::Male) => 2,
        }
    }
}
