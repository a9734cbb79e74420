//! Where a line stands, and what the page's paragraphs know of it.

use super::scales::{code_of, region, share, sort, steps};
use super::{Ask, Features};
use crate::learned::hash::pair;
use crate::learned::page::Place;

/// So many lines, from a line on, tell whether another article begins.
const FOLLOWING: usize = 4;
/// So many lines on each side tell whether this part of the page is about the article.
const AROUND: usize = 5;

impl Features<'_> {
    pub(super) fn placed(&mut self) {
        let place = self.page.places[self.at];
        let (line, length) = self.line();
        let sort = sort(line, self.rules[self.at]);
        self.knowledge(place, sort, length);
        self.repetition(place, sort, length);
        self.likeness(place, sort, length);
        self.position(place, sort, length);
    }

    fn knowledge(&mut self, place: Place, sort: u32, length: u32) {
        self.add(Ask::Known, code_of(place.known));
        self.add(Ask::Known, 8 + 8 * code_of(place.names_known) + code_of(place.known));
        self.add(Ask::Known, pair(sort, code_of(place.names_known)));
        self.add(Ask::Known, pair(100 + length, code_of(place.known)));
    }

    /// What the paragraphs above told already: a teaser of another article, at the end of the page, is of something else.
    pub(super) fn topic(&mut self) {
        let place = self.page.places[self.at];
        let (line, length) = self.line();
        let sort = sort(line, self.rules[self.at]);
        let region = region(place);
        let (known, names) = (code_of(place.known_before), code_of(place.names_before));
        self.add(Ask::Topic, pair(1, pair(region, known)));
        self.add(Ask::Topic, pair(2, pair(region, names)));
        self.add(Ask::Topic, pair(3, pair(region, pair(known, names))));
        self.add(Ask::Topic, pair(4, pair(sort, pair(region, names))));
        self.add(Ask::Topic, pair(5, pair(length, pair(region, known))));
        let to = (self.at + FOLLOWING).min(self.page.places.len());
        let follows = self.page.places[self.at..to].iter();
        let unknown = follows.filter(|place| place.names_before == Some(0) || place.known_before == Some(0)).count();
        self.add(Ask::Topic, pair(6, pair(unknown as u32, pair(region, length))));
        let from = self.at.saturating_sub(FOLLOWING);
        let lead = self.page.places[from..self.at].iter();
        let before = lead.filter(|place| place.names_before == Some(0) || place.known_before == Some(0)).count();
        self.add(Ask::Topic, pair(7, pair(unknown as u32, pair(before as u32, region))));
    }

    /// How many of the paragraphs around are of something else, and what furniture stands between them.
    pub(super) fn strangers(&mut self) {
        let page = self.page;
        let from = self.at.saturating_sub(AROUND);
        let to = (self.at + AROUND + 1).min(page.places.len());
        let around = &page.places[from..to];
        let paragraphs = around.iter().filter(|place| place.paragraph);
        let strange = |place: &&Place| place.names_before == Some(0) || place.known_before == Some(0);
        let (all, strangers) = (paragraphs.clone().count(), paragraphs.filter(strange).count());
        let others = around.len() - all;
        let place = page.places[self.at];
        let (line, length) = self.line();
        let region = region(place);
        let share = share(strangers, all);
        self.add(Ask::Topic, pair(8, pair(share, pair(region, length))));
        self.add(Ask::Topic, pair(9, pair(share, pair(others.min(7) as u32, u32::from(place.paragraph)))));
        self.add(Ask::Topic, pair(10, pair(share, pair(steps(place.before), u32::from(line.ends)))));
    }

    /// What kind of page it is: one full of furniture, or a plain article; one with headings, or without.
    pub(super) fn whole_page(&mut self) {
        let page = self.page;
        let place = page.places[self.at];
        let (line, length) = self.line();
        let sort = sort(line, self.rules[self.at]);
        let furnished = share(2 * page.furnished, page.lines.len());
        let pictures = page.pictures.min(3) as u32;
        self.add(Ask::WholePage, pair(1, pair(furnished, sort)));
        self.add(Ask::WholePage, pair(2, pair(furnished, pair(steps(page.furnished), length))));
        self.add(Ask::WholePage, pair(3, pair(pictures, sort)));
        if place.is_between() {
            self.add(Ask::WholePage, pair(4, pair(steps(page.between), sort)));
            self.add(Ask::WholePage, pair(5, pair(furnished, pair(pictures, length))));
            self.add(
                Ask::WholePage,
                pair(6, pair(steps(page.between), 2 * code_of(place.like_next) + u32::from(line.ends))),
            );
        }
    }

    fn repetition(&mut self, place: Place, sort: u32, length: u32) {
        let repeats = 2 * u32::from(place.repeated) + u32::from(place.repeats);
        self.add(Ask::Repeats, repeats);
        self.add(Ask::Repeats, pair(length, repeats));
        self.add(Ask::Repeats, pair(92, pair(length, pair(repeats, region(place)))));
        self.add(Ask::Repeats, 64 + steps(place.count));
        self.add(Ask::Repeats, pair(90, pair(length, steps(place.count))));
        self.add(Ask::Repeats, 128 + steps(place.alike));
        self.add(Ask::Repeats, pair(91, pair(sort, steps(place.alike))));
    }

    fn likeness(&mut self, place: Place, sort: u32, length: u32) {
        let same = 2 * u32::from(place.goes_on_last) + u32::from(place.next_goes_on);
        let like = 8 * code_of(place.like_last) + code_of(place.like_next);
        self.add(Ask::Alike, 256 + same);
        self.add(Ask::Alike, pair(257 + length, same));
        self.add(Ask::Alike, code_of(place.like_last));
        self.add(Ask::Alike, 8 + code_of(place.like_next));
        self.add(Ask::Alike, 16 + like);
        self.add(Ask::Alike, pair(sort, like));
        self.add(Ask::Title, code_of(place.like_title));
        self.add(Ask::Title, pair(length, code_of(place.like_title)));
    }

    fn position(&mut self, place: Place, sort: u32, length: u32) {
        let page = self.page;
        let region = region(place);
        let gap = 4 * place.since.min(3) as u32 + place.until.min(3) as u32;
        self.add(Ask::Paragraphs, region);
        self.add(Ask::Paragraphs, 16 + gap);
        self.add(Ask::Paragraphs, 32 + 16 * region + gap);
        self.add(Ask::Paragraphs, pair(1, pair(sort, region)));
        self.add(Ask::Paragraphs, pair(2, pair(sort, gap)));
        self.add(Ask::Paragraphs, pair(3, 8 * steps(place.since) + steps(place.until)));
        self.add(Ask::Paragraphs, pair(4, pair(steps(place.before), length)));
        self.add(Ask::Paragraphs, pair(5, pair(steps(place.after), length)));
        let paragraphs = share(page.paragraphs, page.lines.len());
        self.add(Ask::Paragraphs, pair(6, pair(paragraphs, sort)));
        let (top, bottom) = (steps(self.at), steps(page.lines.len() - 1 - self.at));
        self.add(Ask::Ends, top);
        self.add(Ask::Ends, 16 + bottom);
        self.add(Ask::Ends, pair(top, length));
        self.add(Ask::Ends, pair(bottom + 16, length));
    }
}
