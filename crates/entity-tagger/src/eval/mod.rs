//! `copydesk eval entity-tagger` and `copydesk eval names`: measures against gold data.

use copydesk_core::Budget;

use crate::bio::Document;
use crate::labels::chunks;
use crate::model::Model;
use crate::score::Score;
use crate::tagger::{Work, first_pass, tag};
use crate::train::fill;

/// What a label counts as: another name, or nothing where it is left out.
pub(crate) type Renaming = fn(&str) -> Option<&str>;

/// The score of both passes on documents with gold tokens.
pub(crate) fn score(model: &Model, documents: &[Document], renaming: Option<Renaming>) -> Score {
    score_with(model, documents, renaming, |model, work| tag(model, work, &Budget::unlimited()).expect("no limit"))
}

/// The score of the first pass alone.
pub(crate) fn first_pass_score<const W: usize>(model: &Model, documents: &[Document]) -> Score {
    score_with(model, documents, None, |model, work| {
        first_pass::<W>(model, work, &Budget::unlimited()).expect("no limit");
    })
}

fn score_with(
    model: &Model,
    documents: &[Document],
    renaming: Option<Renaming>,
    tag: impl Fn(&Model, &mut Work),
) -> Score {
    let (mut score, mut work) = (Score::default(), Work::default());
    for document in documents {
        fill(&mut work.page, document, &model.lexicon, false);
        tag(model, &mut work);
        let gold: Vec<_> = document.sentences.iter().flat_map(|sentence| sentence.tags.iter().copied()).collect();
        for sentence in work.page.sentences() {
            let names = |tags| named(model, tags, renaming);
            score.count(names(&gold[sentence.clone()]), names(&work.tags[sentence.clone()]));
        }
    }
    score
}

fn named<'a>(model: &'a Model, tags: &[u8], renaming: Option<Renaming>) -> Vec<((usize, usize), &'a str)> {
    let label = |number: usize| {
        let label = model.labels[number].as_str();
        renaming.map_or(Some(label), |renaming| renaming(label))
    };
    chunks(tags).filter_map(|chunk| Some(((chunk.start, chunk.end), label(chunk.label)?))).collect()
}
