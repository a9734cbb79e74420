//! Labelled documents of several files, each of which may know other labels.
//!
//! A label that a file never uses is not judged there: what the file leaves unlabelled may be a name of that kind. A file's label
//! may also stand for one of several ("LOC" for places and for buildings).

use std::error::Error;
use std::sync::Arc;

use copydesk_learn::bio::Document;

use crate::labels::{OUTSIDE, Tag, Tags, begin, begins, label_of};
use crate::spans::read_any;

/// A document to learn from, and what its tags mean.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    /// The document; its tags are of its file's own labels.
    pub document: Document,
    /// How much a step on it counts.
    pub weight: f32,
    meanings: Arc<[Tags]>,
}

impl Labelled {
    /// The tags of the model that a tag of the document may mean.
    pub(super) fn may(&self, tag: Tag) -> Tags {
        self.meanings[usize::from(tag)]
    }
}

/// Labels that stand for one of several: each with what it may be.
pub(super) type Means = Vec<(String, Vec<String>)>;

/// Reads `LABEL=A,B` options.
///
/// # Errors
/// If one is of another form.
pub(super) fn means(options: &[String]) -> Result<Means, Box<dyn Error>> {
    let read = |option: &String| {
        let (label, kinds) = option.split_once('=').ok_or_else(|| format!("--means: `{option}` is not LABEL=A,B"))?;
        Ok((label.to_owned(), kinds.split(',').map(str::to_owned).collect()))
    };
    options.iter().map(read).collect()
}

/// The documents of some files, the Nth of the Nth weight if there are so many, else of weight 1; and the labels of the model: those that the files use, or what they stand for.
///
/// # Errors
/// If a file cannot be read or holds too many labels.
pub(super) fn read(
    paths: &[String],
    weights: &[f32],
    means: &Means,
) -> Result<(Vec<String>, Vec<Labelled>), Box<dyn Error>> {
    let (mut labels, mut files) = (Vec::<String>::new(), Vec::new());
    for path in paths {
        let mut own = Vec::new();
        let documents = read_any(path, &mut own)?;
        let own: Vec<Vec<String>> = own.into_iter().map(|label| kinds(label, means)).collect();
        for label in own.iter().flatten() {
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        files.push((own, documents));
    }
    if labels.len() > crate::labels::MOST {
        return Err(format!("{} labels are too many; a model has {} at most", labels.len(), crate::labels::MOST).into());
    }
    let weights = weights.iter().copied().chain(std::iter::repeat(1.0));
    let lessons = files.into_iter().zip(weights).flat_map(|((own, documents), weight)| {
        let meanings: Arc<[Tags]> = meanings(&own, &labels).into();
        documents.into_iter().map(move |document| Labelled { document, weight, meanings: meanings.clone() })
    });
    let lessons = lessons.collect();
    Ok((labels, lessons))
}

fn kinds(label: String, means: &Means) -> Vec<String> {
    means.iter().find(|(known, _)| *known == label).map_or_else(|| vec![label], |(_, kinds)| kinds.clone())
}

/// What each tag of a file means, of whose labels these are the kinds.
fn meanings(own: &[Vec<String>], labels: &[String]) -> Vec<Tags> {
    let judged = |label: &String| own.iter().flatten().any(|kind| kind == label);
    let open = labels.iter().enumerate().filter(|(_, label)| !judged(label));
    let outside = open.fold(Tags::one(OUTSIDE), |tags, (n, _)| tags.with(begin(n)).with(begin(n) + 1));
    let tags = (0..=2 * own.len()).map(|tag| {
        let Some(label) = label_of(tag as Tag) else { return outside };
        let goes_on = Tag::from(!begins(tag as Tag));
        let kinds = labels.iter().enumerate().filter(|(_, kind)| own[label].contains(kind));
        kinds.fold(Tags::default(), |tags, (n, _)| tags.with(begin(n) + goes_on))
    });
    tags.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_does_not_judge_is_left_open() {
        let means = means(&["PLACE=LOC,FAC".to_owned()]).unwrap();
        let own: Vec<Vec<String>> = ["PER", "PLACE"].map(|label| kinds(label.to_owned(), &means)).into();
        let labels = ["PER", "LOC", "FAC", "DATE"].map(str::to_owned);
        let meanings = meanings(&own, &labels);
        let tags = |tags: &[Tag]| tags.iter().fold(Tags::default(), |all, tag| all.with(*tag));
        assert_eq!(meanings, [tags(&[0, 7, 8]), tags(&[1]), tags(&[2]), tags(&[3, 5]), tags(&[4, 6])]);
    }

    #[test]
    fn a_label_that_stands_for_nothing_is_refused() {
        assert!(means(&["PLACE".to_owned()]).is_err());
    }
}
