//! Whether words make a statement: what is reported without quotation marks must, or it is no quote ("announced a plan").

use std::ops::Range;

use crate::flags::Flags;
use crate::words::Word;

/// Whether these words hold a clause with a verb of its own. An infinitive and a noun with its modifiers are none; a participle
/// is one where it leads ("denied taking the money").
pub(crate) fn is_one(words: &[Word], within: Range<usize>) -> bool {
    states(words[within].iter())
}

fn states<'w>(words: impl Iterator<Item = &'w Word>) -> bool {
    let joins =
        |word: &&Word| word.is(Flags::THAT) || (word.is(Flags::CONJUNCTION | Flags::PUNCT) && !word.is(Flags::OPEN));
    let mut words = words.skip_while(joins).peekable();
    let Some(opening) = words.peek().copied() else { return false };
    if opening.is(Flags::TO | Flags::OF) {
        return false;
    }
    if opening.is(Flags::ING) && !opening.is(Flags::CAP) {
        return true;
    }
    let open = opening.is(Flags::RELATIVE);
    for word in words {
        if is_finite(word) {
            return true;
        }
        if word.is(Flags::RELATIVE) && !open {
            return false;
        }
    }
    false
}

/// Whether a word may be a finite verb; a name is none.
fn is_finite(word: &Word) -> bool {
    let inside_name = word.is(Flags::CAP) && !word.is(Flags::INITIAL);
    word.is(Flags::AUXILIARY | Flags::PAST | Flags::S_FORM | Flags::BASE | Flags::ENDS_ED) && !inside_name
}
