//! Reading gold data: text and JSON lines, gzipped or not, and offsets that count code points.

use std::error::Error;
use std::io::Read;
use std::ops::Range;

use copydesk_core::Span;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The text of a file, unpacked if its name ends in `.gz`.
///
/// # Errors
/// If the file cannot be read or is not UTF-8; the message names it.
pub fn text(path: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    let mut text = String::new();
    let done = if path.ends_with(".gz") {
        MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)
    } else {
        bytes.as_slice().read_to_string(&mut text)
    };
    done.map_err(|e| format!("{path}: {e}"))?;
    Ok(text)
}

/// The records of a file of JSON lines, empty lines left out.
///
/// # Errors
/// If the file cannot be read, or a line is no such record; the message names the line.
pub fn records<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, Box<dyn Error>> {
    each_line(path, |line| Ok(serde_json::from_str(line)?))
}

/// What `read` makes of each line of a file that is not empty.
///
/// # Errors
/// If the file cannot be read, and what `read` says of a line; the message names the line.
pub fn each_line<T>(
    path: &str,
    mut read: impl FnMut(&str) -> Result<T, Box<dyn Error>>,
) -> Result<Vec<T>, Box<dyn Error>> {
    let text = text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| read(line).map_err(|e| format!("{path}:{}: {e}", number + 1).into())).collect()
}

/// The texts of a file of JSON lines: the field `text` of each.
///
/// # Errors
/// Those of [`records`].
pub fn texts(path: &str) -> Result<Vec<String>, Box<dyn Error>> {
    #[derive(Deserialize)]
    struct Text {
        text: String,
    }
    Ok(records::<Text>(path)?.into_iter().map(|record| record.text).collect())
}

/// Where the code points of a text begin, in bytes.
#[derive(Clone, Debug)]
pub struct CodePoints {
    starts: Vec<u32>,
}

impl CodePoints {
    /// Those of a text.
    ///
    /// # Panics
    /// If the text is longer than four gigabytes.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let byte = |at: usize| u32::try_from(at).expect("a gold text is shorter than four gigabytes");
        Self { starts: text.char_indices().map(|(at, _)| byte(at)).chain([byte(text.len())]).collect() }
    }

    /// The byte at which a code point begins; that after the last is the text's end.
    ///
    /// # Errors
    /// If the text is shorter.
    pub fn byte(&self, at: usize) -> Result<usize, String> {
        let start = self.starts.get(at).ok_or_else(|| format!("offset {at} is beyond the text"))?;
        Ok(*start as usize)
    }

    /// The bytes of a range of code points.
    ///
    /// # Errors
    /// If the text is shorter.
    pub fn range(&self, (start, end): (usize, usize)) -> Result<Range<usize>, String> {
        Ok(self.byte(start)?..self.byte(end)?)
    }

    /// The same as a span.
    ///
    /// # Errors
    /// If the text is shorter, or the range ends before it starts.
    pub fn span(&self, (start, end): (usize, usize)) -> Result<Span, String> {
        let range = self.range((start, end))?;
        Span::checked(range.start as u32, range.end as u32)
            .ok_or_else(|| format!("the span {start}..{end} runs backwards"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points_and_wrong_ones_are_named() {
        let points = CodePoints::of("“Ja”, so");
        assert_eq!(points.range((1, 3)), Ok(3..5));
        assert_eq!(points.span((0, 4)), Ok(Span::new(0, 8)));
        assert_eq!(points.range((7, 9)).unwrap_err(), "offset 9 is beyond the text");
        assert_eq!(points.span((3, 1)).unwrap_err(), "the span 3..1 runs backwards");
    }

    #[test]
    fn packed_and_plain_files_read_alike_and_errors_name_the_line() {
        let folder = std::env::temp_dir().join(format!("copydesk-learn-gold-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (plain, packed) = (folder.join("a.jsonl"), folder.join("a.jsonl.gz"));
        let lines = "{\"text\": \"One.\"}\n\n{\"text\": \"Two.\"}\n";
        std::fs::write(&plain, lines).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, lines.as_bytes()).unwrap();
        std::fs::write(&packed, encoder.finish().unwrap()).unwrap();
        for path in [&plain, &packed] {
            assert_eq!(texts(path.to_str().unwrap()).unwrap(), ["One.", "Two."]);
        }
        std::fs::write(&plain, "{\"text\": \"One.\"}\n\n{\"txt\": 1}\n").unwrap();
        let error = texts(plain.to_str().unwrap()).unwrap_err().to_string();
        assert!(error.contains("a.jsonl:3: missing field `text`"), "{error}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
