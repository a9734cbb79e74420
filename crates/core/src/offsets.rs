//! Offsets as records hold them: code points, bytes or UTF-16 units.
//!
//! Inside the program every offset is a byte offset. A record states its unit, and a row may hold spans anywhere in it, so
//! the conversion happens where a [`Span`] meets serde: [`Offsets::scope`] says for which text and in which unit, for the
//! calling thread and the time of one call. Outside such a scope spans read and write bytes.
//!
//! ```
//! use copydesk_core::{Span, offsets::{Offsets, Unit}};
//!
//! let text = "“Nō,” she said";
//! let she = Span::from_range(text.find("she").unwrap()..text.find("she").unwrap() + 3);
//! let json = Offsets::new(text, Unit::Codepoint).scope(|| serde_json::to_string(&she).unwrap());
//! assert_eq!(json, "[6,9]");
//! ```

use std::cell::RefCell;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Span;

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Unicode code points, as Python counts.
    #[default]
    Codepoint,
    /// Bytes of UTF-8, as Rust counts.
    Byte,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl Unit {
    /// The names of all units, as the command line takes them.
    pub const NAMES: [&'static str; 3] = ["codepoint", "byte", "utf16"];

    fn width(self, c: char) -> u32 {
        match self {
            Self::Codepoint => 1,
            Self::Byte => u32::try_from(c.len_utf8()).expect("at most 4"),
            Self::Utf16 => u32::try_from(c.len_utf16()).expect("at most 2"),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::NAMES[*self as usize])
    }
}

impl FromStr for Unit {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "codepoint" => Ok(Self::Codepoint),
            "byte" => Ok(Self::Byte),
            "utf16" => Ok(Self::Utf16),
            _ => Err(format!("unknown unit `{name}`: expected {}", Self::NAMES.join(", "))),
        }
    }
}

/// Bytes of an entry of the table.
const STRIDE: usize = 64;

/// What is counted in so many bytes of a text.
#[derive(Clone, Copy, Default)]
struct Stride {
    /// The units before it.
    before: u32,
    /// The bytes that begin a character.
    starts: u64,
    /// Those of them whose character counts twice.
    double: u64,
}

impl Stride {
    fn of(before: u32, bytes: &[u8], unit: Unit) -> Self {
        let mut stride = Self { before, ..Self::default() };
        for (at, byte) in bytes.iter().enumerate() {
            stride.starts |= u64::from(byte & 0xC0 != 0x80) << at;
            stride.double |= u64::from(unit == Unit::Utf16 && *byte >= 0xF0) << at;
        }
        stride
    }

    /// The units before the `byte`th of its bytes.
    fn units_before(&self, byte: usize) -> u32 {
        let before = (1 << byte) - 1;
        self.before + (self.starts & before).count_ones() + (self.double & before).count_ones()
    }

    /// The units before the bytes that follow it.
    fn units_before_next(&self) -> u32 {
        self.before + self.starts.count_ones() + self.double.count_ones()
    }
}

/// The offsets of one text in one unit.
#[derive(Clone)]
pub struct Offsets {
    text: Arc<str>,
    /// An entry for every `STRIDE` bytes, and one for the end; empty where units are bytes.
    table: Vec<Stride>,
    unit: Unit,
}

impl Offsets {
    /// The offsets of `text` in `unit`. One pass over the text; three eighths of its size, nothing for ASCII.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>, unit: Unit) -> Self {
        let text = text.into();
        let table = if unit == Unit::Byte || text.is_ascii() { Vec::new() } else { Self::table(&text, unit) };
        Self { text, table, unit }
    }

    fn table(text: &str, unit: Unit) -> Vec<Stride> {
        let mut table = Vec::with_capacity(text.len() / STRIDE + 2);
        let mut count = 0;
        for bytes in text.as_bytes().chunks(STRIDE) {
            let stride = Stride::of(count, bytes, unit);
            count = stride.units_before_next();
            table.push(stride);
        }
        table.push(Stride { before: count, ..Stride::default() });
        table
    }

    /// The offset in units of a byte offset. An offset beyond the text counts as its end.
    #[must_use]
    pub fn from_byte(&self, byte: u32) -> u32 {
        if self.table.is_empty() {
            return byte;
        }
        let byte = (byte as usize).min(self.text.len());
        self.table[byte / STRIDE].units_before(byte % STRIDE)
    }

    /// The byte offset of an offset in units, or nothing if no character starts or ends there.
    #[must_use]
    pub fn to_byte(&self, offset: u32) -> Option<u32> {
        if self.table.is_empty() {
            return self.text.is_char_boundary(offset as usize).then_some(offset);
        }
        let entry = self.table.partition_point(|stride| stride.before <= offset).checked_sub(1)?;
        let mut at = (entry * STRIDE).min(self.text.len());
        let mut count = self.table[entry].before;
        while !self.text.is_char_boundary(at) {
            at += 1; // the character began before this entry and is counted in it
        }
        for c in self.text[at..].chars() {
            if count >= offset {
                break;
            }
            count += self.unit.width(c);
            at += c.len_utf8();
        }
        (count == offset).then(|| u32::try_from(at).expect("an article is shorter than 4 GiB"))
    }

    /// Runs `work` with every [`Span`] that it serializes or deserializes on this thread in these offsets.
    pub fn scope<T>(self, work: impl FnOnce() -> T) -> T {
        struct Restore(Option<Offsets>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.with_borrow_mut(|current| *current = self.0.take());
            }
        }
        let _restore = Restore(CURRENT.with_borrow_mut(|current| current.replace(self)));
        work()
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Offsets>> = const { RefCell::new(None) };
}

pub(crate) fn to_record(span: Span) -> (u32, u32) {
    CURRENT.with_borrow(|current| match current {
        Some(offsets) => (offsets.from_byte(span.start()), offsets.from_byte(span.end())),
        None => (span.start(), span.end()),
    })
}

pub(crate) fn from_record(start: u32, end: u32) -> Result<Span, String> {
    let converted = CURRENT.with_borrow(|current| match current {
        Some(offsets) => offsets.to_byte(start).zip(offsets.to_byte(end)),
        None => Some((start, end)),
    });
    let (from, to) = converted.ok_or_else(|| format!("[{start}, {end}] does not lie on characters of the text"))?;
    Span::checked(from, to).ok_or_else(|| format!("[{start}, {end}] ends before it starts"))
}

pub(crate) fn with_text<T>(work: impl FnOnce(Option<&str>) -> T) -> T {
    let text = CURRENT.with_borrow(|current| current.as_ref().map(|offsets| Arc::clone(&offsets.text)));
    work(text.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than a stride, with characters of every width across its borders.
    fn text() -> String {
        "Zoë 🇳🇬 said “nō” – ".repeat(40) + "end"
    }

    #[test]
    fn every_boundary_goes_there_and_back_in_every_unit() {
        let text = text();
        for unit in [Unit::Codepoint, Unit::Byte, Unit::Utf16] {
            let offsets = Offsets::new(text.as_str(), unit);
            let mut units = 0;
            for (byte, c) in text.char_indices() {
                let byte = u32::try_from(byte).unwrap();
                assert_eq!(offsets.from_byte(byte), units, "{unit} at byte {byte}");
                assert_eq!(offsets.to_byte(units), Some(byte), "{unit} at byte {byte}");
                units += unit.width(c);
            }
            assert_eq!(offsets.to_byte(units), Some(u32::try_from(text.len()).unwrap()));
            assert_eq!(offsets.to_byte(units + 1), None);
        }
    }

    #[test]
    fn a_text_that_fills_its_last_entry_has_an_end() {
        let offsets = Offsets::new("é".repeat(STRIDE), Unit::Codepoint);
        assert_eq!([offsets.from_byte(2 * STRIDE as u32), offsets.from_byte(u32::MAX)], [STRIDE as u32; 2]);
        assert_eq!(offsets.to_byte(STRIDE as u32), Some(2 * STRIDE as u32));
    }

    #[test]
    fn the_middle_of_a_surrogate_pair_is_no_offset() {
        let offsets = Offsets::new("🙂.", Unit::Utf16);
        assert_eq!(offsets.to_byte(1), None);
        assert_eq!(offsets.to_byte(2), Some(4));
    }

    #[test]
    fn a_scope_ends_with_its_call() {
        let text = text();
        let span = Span::new(5, 6);
        let inside = Offsets::new(text, Unit::Codepoint).scope(|| serde_json::to_string(&span).unwrap());
        assert_eq!(inside, "[4,5]");
        assert_eq!(serde_json::to_string(&span).unwrap(), "[5,6]");
    }
}
