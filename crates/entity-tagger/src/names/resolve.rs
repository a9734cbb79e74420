//! Mentions to groups: forms first, then every mention of a form that may stand for several.

use copydesk_core::Budget;
use copydesk_core::budget::OverBudget;
use copydesk_layers::Gender;

use super::Named;
use super::form::{Class, Form};
use super::groups::{self, Bodies};
use super::people::People;
use crate::text::Index;

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

struct Forms<'a> {
    forms: Vec<Form<'a>>,
    of_mention: Vec<u32>,
    /// For each form those that it may stand for; none for one that stands for itself.
    stands_for: Vec<Vec<u32>>,
    /// The gender that titles give to a form.
    genders: Vec<Option<Gender>>,
}

impl<'a> Groups<'a> {
    /// The groups of these mentions, in text order.
    pub(crate) fn of(names: &[Named<'a>], budget: &Budget) -> Result<Self, OverBudget> {
        let mut forms = Forms::of(names, budget)?;
        forms.find_candidates(budget)?;
        Ok(forms.groups(names))
    }
}

impl<'a> Forms<'a> {
    fn of(names: &[Named<'a>], budget: &Budget) -> Result<Self, OverBudget> {
        let (mut index, mut buffer) = (Index::default(), String::new());
        let mut all = Self { forms: Vec::new(), of_mention: Vec::new(), stands_for: Vec::new(), genders: Vec::new() };
        for name in names {
            budget.check()?;
            let mut form = Form::of(name.text, name.label, &mut buffer);
            if name.several {
                form.make_several(&mut buffer);
            }
            let (number, new) = index.insert(groups::key(&form));
            if new {
                all.genders.push(None);
                all.forms.push(form);
            } else if all.forms[number as usize].words.len() < form.words.len() {
                all.forms[number as usize] = form;
            }
            all.genders[number as usize] = all.genders[number as usize].or(name.gender);
            all.of_mention.push(number);
        }
        Ok(all)
    }

    /// The longest forms first, so that every form meets those that it may shorten.
    fn find_candidates(&mut self, budget: &Budget) -> Result<(), OverBudget> {
        let (mut people, mut bodies) = (People::default(), Bodies::default());
        let mut order: Vec<usize> = (0..self.forms.len()).collect();
        order.retain(|number| !self.forms[*number].several);
        order.sort_by_key(|number| std::cmp::Reverse(self.forms[*number].words.len()));
        self.stands_for = vec![Vec::new(); self.forms.len()];
        for number in order {
            budget.check()?;
            let (form, out) = (&self.forms[number], &mut self.stands_for[number]);
            match form.class {
                Class::Person => people.candidates(form, &self.forms, out),
                Class::Other => bodies.candidates(form, &self.forms, out),
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

    fn groups(&self, names: &[Named<'a>]) -> Groups<'a> {
        let mut groups = Groups::default();
        let mut group_of = vec![None; self.forms.len()];
        let mut last_seen = vec![None; self.forms.len()];
        for (number, name) in (0..).zip(names) {
            let form = self.meant(self.of_mention[number as usize], name.gender, &last_seen);
            last_seen[form as usize] = Some(number);
            let group = *group_of[form as usize].get_or_insert_with(|| {
                groups.first.push(number);
                groups.names.push(self.forms[form as usize].text);
                groups.first.len() - 1
            });
            groups.of_mention.push(group);
        }
        groups
    }

    /// The form that a mention of a form stands for: of several the one that was spoken of last, else the first to come.
    fn meant(&self, form: u32, gender: Option<Gender>, last_seen: &[Option<u32>]) -> u32 {
        let candidates = &self.stands_for[form as usize];
        let suits = |number: &&u32| match (gender, self.genders[**number as usize]) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let best = candidates
            .iter()
            .filter(suits)
            .max_by_key(|number| (last_seen[**number as usize], std::cmp::Reverse(**number)));
        best.or(candidates.first()).copied().unwrap_or(form)
    }
}
