//! `copydesk eval entity-tagger` and `copydesk eval names`: measures against gold data.

mod grouping;
mod tagging;

use copydesk_core::Budget;
use copydesk_learn::bio::Document;
use copydesk_learn::tally::Score;

use crate::labels::{Tag, chunks};
use crate::model::Model;
use crate::tagger::{Work, first_pass, tag};
use crate::train::fill;

/// The score of both passes on documents with gold tokens, whose labels are these; `renamed` tells what a label counts as.
pub(crate) fn score(
    model: &Model,
    documents: &[Document],
    labels: &[String],
    renamed: &dyn Fn(&str) -> Option<String>,
) -> Score {
    score_found(documents, labels, model, predicted(model, documents), renamed)
}

/// The score of the first pass alone.
pub(crate) fn first_pass_score<const W: usize>(model: &Model, documents: &[Document], labels: &[String]) -> Score {
    let found = tags_of(model, documents, |model, work| {
        first_pass::<W>(model, work, &Budget::unlimited()).expect("no limit");
    });
    score_found(documents, labels, model, found, &|label| Some(label.to_owned()))
}

/// The tags of both passes, for each document.
fn predicted<'a>(model: &'a Model, documents: &'a [Document]) -> impl Iterator<Item = Vec<Tag>> + 'a {
    tags_of(model, documents, |model, work| tag(model, work, &Budget::unlimited()).expect("no limit"))
}

fn tags_of<'a>(
    model: &'a Model,
    documents: &'a [Document],
    tag: impl Fn(&Model, &mut Work) + 'a,
) -> impl Iterator<Item = Vec<Tag>> + 'a {
    let mut work = Work::default();
    documents.iter().map(move |document| {
        fill(&mut work.page, document, &model.lexicon, false);
        tag(model, &mut work);
        work.tags.clone()
    })
}

fn score_found(
    documents: &[Document],
    labels: &[String],
    model: &Model,
    found: impl Iterator<Item = Vec<Tag>>,
    renamed: &dyn Fn(&str) -> Option<String>,
) -> Score {
    let names = |labels: &[String]| labels.iter().map(|label| renamed(label)).collect::<Vec<_>>();
    let (gold_names, found_names) = (names(labels), names(&model.labels));
    let mut score = Score::default();
    for (document, found) in documents.iter().zip(found) {
        let mut start = 0;
        for sentence in &document.sentences {
            let end = start + sentence.tags.len();
            score.count(named(&sentence.tags, &gold_names), named(&found[start..end], &found_names));
            start = end;
        }
    }
    score
}

fn named<'a>(tags: &[Tag], names: &'a [Option<String>]) -> Vec<((usize, usize), &'a str)> {
    chunks(tags).filter_map(|chunk| Some(((chunk.start, chunk.end), names[chunk.label].as_deref()?))).collect()
}
