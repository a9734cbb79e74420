//! The labels of a model and their tags.

use copydesk_layers::EntityLabel;
pub(crate) use copydesk_learn::bio::{MOST, OUTSIDE, Tag, Tags, begin, begins, label_of, may_follow, tag_count};

/// A name among tokens: first token, token after the last, label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Chunk {
    /// The first token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    /// The label's number.
    pub label: usize,
}

/// The names that tags spell, by conlleval's rules.
pub(crate) fn chunks(tags: &[Tag]) -> impl Iterator<Item = Chunk> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tags.len() && tags[at] == OUTSIDE {
            at += 1;
        }
        let label = label_of(*tags.get(at)?)?;
        let start = at;
        at += 1;
        while at < tags.len() && tags[at] == begin(label) + 1 {
            at += 1;
        }
        Some(Chunk { start, end: at, label })
    })
}

/// The entity label that a model's label name stands for: those of the Worldwide newswire corpus and of CoNLL-2003 and
/// OntoNotes are known; any other name is miscellaneous.
pub(crate) fn entity_label(name: &str) -> EntityLabel {
    match name.to_ascii_uppercase().as_str() {
        "PERSON" | "PER" => EntityLabel::Person,
        "ORGANIZATION" | "ORGANISATION" | "ORG" => EntityLabel::Organization,
        "LOCATION" | "LOC" | "GPE" => EntityLabel::Location,
        "FACILITY" | "FAC" => EntityLabel::Facility,
        "NORP" | "NATIONALITY" => EntityLabel::Norp,
        "PRODUCT" => EntityLabel::Product,
        "MONEY" => EntityLabel::Money,
        "DATE" | "TIME" | "TEMPORAL" => EntityLabel::Date,
        _ => EntityLabel::Misc,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_spell_names_as_conlleval_reads_them() {
        let spelled = |tags: &[Tag]| chunks(tags).map(|c| (c.start, c.end, c.label)).collect::<Vec<_>>();
        assert_eq!(spelled(&[1, 2, 0, 3]), [(0, 2, 0), (3, 4, 1)]);
        assert_eq!(spelled(&[1, 1, 2]), [(0, 1, 0), (1, 3, 0)]);
        assert_eq!(spelled(&[2, 4]), [(0, 1, 0), (1, 2, 1)]);
        assert_eq!(spelled(&[0, 0]), []);
    }
}
