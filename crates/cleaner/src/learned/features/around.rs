//! What stands around a line.

use super::scales::{classes_of, code, length, region, sort};
use super::{Ask, Features};
use crate::learned::hash::pair;
use crate::learned::page::Place;

/// How many lines on each side count as near.
const NEARBY: usize = 3;
/// A neighbour of so many words shows the classes of its words.
const SHORT: usize = 12;

impl Features<'_> {
    /// What the lines around say together: a box of offers is told by all of its lines.
    pub(super) fn nearby(&mut self) {
        let page = self.page;
        let from = self.at.saturating_sub(NEARBY);
        let to = (self.at + NEARBY + 1).min(page.lines.len());
        let lines = || page.lines[from..to].iter().zip(&page.places[from..to]);
        let words: usize = lines().map(|(line, _)| line.len()).sum();
        let promotion: usize = lines().map(|(line, _)| line.promotion).sum();
        let reader: usize = lines().map(|(line, _)| line.reader).sum();
        let strange = lines().filter(|(_, place)| place.known.is_some_and(|known| known == 0)).count();
        let furniture = lines().filter(|(_, place)| place.furniture).count();
        let paragraphs = lines().filter(|(_, place)| place.paragraph).count();
        let length = length(page.lines[self.at].len());
        let tenths = |part: usize| (20 * part / words.max(1)).min(7) as u32;
        self.add(Ask::Nearby, tenths(promotion));
        self.add(Ask::Nearby, 8 + tenths(reader));
        self.add(Ask::Nearby, pair(1, pair(tenths(promotion), pair(tenths(reader), length))));
        self.add(Ask::Nearby, pair(2, pair(strange as u32, length)));
        self.add(Ask::Nearby, pair(3, pair(furniture as u32, length)));
        self.add(Ask::Nearby, pair(4, pair(paragraphs as u32, length)));
        let knowing = |known: fn(&Place) -> Option<u8>| {
            let known = || lines().filter_map(move |(_, place)| known(place));
            2 * known().map(u32::from).sum::<u32>() / (known().count() as u32).max(1)
        };
        let region = region(page.places[self.at]);
        self.add(Ask::Nearby, pair(5, pair(knowing(|place| place.known), pair(region, length))));
        self.add(Ask::Nearby, pair(6, pair(knowing(|place| place.names_known), pair(region, length))));
        self.add(Ask::Nearby, pair(7, pair(knowing(|place| place.known), knowing(|place| place.names_known))));
    }

    pub(super) fn around(&mut self) {
        let sort_at = |at: Option<usize>| {
            at.and_then(|at| Some(sort(self.page.lines.get(at)?, self.rules[at]))).unwrap_or(u32::MAX)
        };
        let own = sort_at(Some(self.at));
        let places = &self.page.places;
        let place = places[self.at];
        let (last, next) = (place.last, place.next);
        let sorts = [
            sort_at(last.and_then(|last| places[last].last)),
            sort_at(last),
            own,
            sort_at(next),
            sort_at(next.and_then(|next| places[next].next)),
        ];
        for (offset, around) in (0..).zip(sorts).filter(|(offset, _)| *offset != 2) {
            self.add(Ask::Around, pair(offset, around));
            self.add(Ask::Pairs, pair(own, pair(offset, around)));
        }
        let nearest = [sort_at(self.at.checked_sub(1)), sort_at(Some(self.at + 1))];
        for (offset, around) in (10..).zip(nearest) {
            self.add(Ask::Around, pair(offset, around));
            self.add(Ask::Pairs, pair(own, pair(offset, around)));
        }
        self.add(Ask::Pairs, pair(own, pair(sorts[1], sorts[3])));
        self.add(Ask::Pairs, pair(own, pair(pair(9, sorts[0]), sorts[1])));
        self.add(Ask::Pairs, pair(own, pair(pair(8, sorts[3]), sorts[4])));
        for (ask, offset) in [(Ask::Before, -1), (Ask::Before, -2), (Ask::After, 1), (Ask::After, 2)] {
            self.neighbour(ask, offset);
        }
    }

    fn neighbour(&mut self, ask: Ask, offset: isize) {
        let page = self.page;
        let number = offset.unsigned_abs() as u32;
        let Some(line) = self.at.checked_add_signed(offset).filter(|at| *at < page.lines.len()) else {
            return self.add(ask, number);
        };
        let words = page.words_of(line);
        let measures = &page.lines[line];
        let length = length(page.lines[self.at].len());
        self.add(ask, pair(number, 8 + code(self.rules[line].own)));
        self.add(ask, pair(number, 32 + measures.last as u32));
        if words.len() <= 4 {
            self.add(ask, pair(number, measures.hash));
            if number == 1 {
                self.add(ask, pair(length + 200, measures.hash));
            }
        }
        if let (Some(first), 1) = (words.first(), number) {
            self.add(ask, pair(300, first.hash));
        }
        if number == 1 && measures.len() <= SHORT {
            classes_of(measures).for_each(|class| self.add(ask, pair(400, class)));
        }
    }
}
