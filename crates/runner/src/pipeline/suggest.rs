//! The name that somebody probably meant.

/// The candidate nearest to `name`, if it is near enough for a slip of the hand: an edit in three letters, case aside.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// No name here is near so long, and the distance takes time by the square of it.
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        return None;
    }
    let name = plain(name);
    let distance = |candidate: &str| strsim::damerau_levenshtein(&name, &plain(candidate));
    let near = candidates.into_iter().map(|candidate| (distance(candidate), candidate));
    near.filter(|(distance, candidate)| *distance <= candidate.len().max(name.len()).div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', ' '], "-")
}

/// "did you mean `x`?", if there is such a name.
pub(crate) fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, candidates).map(|found| format!("did you mean `{found}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_name_far_off_is_not() {
        let stages = ["cleaner", "tokenizer", "entity-tagger", "date-normalizer"];
        assert_eq!(nearest("tokeniser", stages), Some("tokenizer"));
        assert_eq!(nearest("Entity_Tagger", stages), Some("entity-tagger"));
        assert_eq!(nearest("claener", stages), Some("cleaner"));
        assert_eq!(nearest("sentiment", stages), None);
    }
}
