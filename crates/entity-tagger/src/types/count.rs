//! The names in a text, with their kinds.

use copydesk_core::Budget;
use copydesk_layers::EntityLabel;

use super::split::sentences;
use crate::labels::{chunks, entity_label};
use crate::model::Model;
use crate::tagger::{Work, tag};

/// Finds names in one text after another.
pub(super) struct Counter<'a> {
    model: &'a Model,
    kinds: Vec<Option<usize>>,
    work: Work,
}

impl<'a> Counter<'a> {
    /// A counter of what this model finds.
    pub(super) fn new(model: &'a Model) -> Self {
        Self { model, kinds: model.labels.iter().map(|name| kind(entity_label(name))).collect(), work: Work::default() }
    }

    /// The names of a text: their words with blanks between, and their kinds.
    pub(super) fn names(&mut self, text: &str) -> Vec<(String, usize)> {
        let words = sentences(text);
        let page = &mut self.work.page;
        page.clear();
        for sentence in &words {
            page.push(sentence.iter().map(String::as_str), &self.model.lexicon);
        }
        page.finish(&self.model.lexicon, false);
        tag(self.model, &mut self.work, &Budget::unlimited()).expect("no limit");
        let mut names = Vec::new();
        for (range, words) in self.work.page.sentences().iter().zip(&words) {
            for chunk in chunks(&self.work.tags[range.clone()]) {
                if let Some(kind) = self.kinds[chunk.label] {
                    names.push((words[chunk.start..chunk.end].join(" "), kind));
                }
            }
        }
        names
    }
}

const fn kind(label: EntityLabel) -> Option<usize> {
    match label {
        EntityLabel::Person => Some(0),
        EntityLabel::Location => Some(1),
        EntityLabel::Organization => Some(2),
        EntityLabel::Norp => Some(3),
        EntityLabel::Facility => Some(4),
        EntityLabel::Product => Some(5),
        EntityLabel::Misc => Some(6),
        _ => None,
    }
}
