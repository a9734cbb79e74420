//! Numbers in words and what they count: "twenty", "twentieth".

/// The words for whole numbers, each with its number.
pub fn cardinals() -> impl Iterator<Item = (&'static str, i32)> {
    numbered(include_str!("../data/cardinals.txt"))
}

/// The words for places in a row, each with its number.
pub fn ordinals() -> impl Iterator<Item = (&'static str, i32)> {
    numbered(include_str!("../data/ordinals.txt"))
}

/// The lines of a list: a word and a number.
pub(crate) fn numbered(list: &'static str) -> impl Iterator<Item = (&'static str, i32)> {
    list.lines().filter_map(|line| {
        let (word, number) = line.split_once(' ')?;
        Some((word, number.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::NUMBERS;

    #[test]
    fn every_line_has_a_number() {
        let lines = include_str!("../data/cardinals.txt").lines().count();
        assert_eq!(cardinals().count(), lines);
        assert_eq!(ordinals().count(), include_str!("../data/ordinals.txt").lines().count());
    }

    #[test]
    fn the_list_of_numbers_knows_every_cardinal() {
        let unknown: Vec<_> = cardinals().filter(|(word, _)| NUMBERS.lines().all(|known| known != *word)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn words_count_what_they_say() {
        let of = |word| cardinals().chain(ordinals()).find(|(known, _)| *known == word).map(|(_, number)| number);
        assert_eq!(["twelve", "dozen", "thousand", "third", "twentieth"].map(of), [12, 12, 1000, 3, 20].map(Some));
    }
}
