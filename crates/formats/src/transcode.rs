//! The charset of a file of tables or markup, and its bytes as UTF-8.

use std::io::{self, BufRead, BufReader, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::charset::bad_byte;

/// The charset of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Charset(Option<&'static Encoding>);

/// What stands in decoded text for bytes that are no character: a byte that no UTF-8 has, so that their row fails and no other.
const NOT_TEXT: u8 = 0xFF;

const BUFFER: usize = 1 << 16;

impl Charset {
    /// The charset of this name.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        let found = Encoding::for_label(name.trim().as_bytes());
        let found = found
            .ok_or_else(|| format!("no charset is called {name:?}: expected utf-8, windows-1252, utf-16le, ..."))?;
        Ok(Self(Some(found)))
    }

    /// The same, or what the beginning of the file says if none is set.
    pub(crate) fn or_found(self, head: &[u8]) -> Self {
        Self(self.0.or_else(|| Some(found(head))))
    }

    /// What a mark at the beginning of the file says, else the same, else UTF-8.
    pub(crate) fn or_marked(self, head: &[u8]) -> Self {
        Self(Encoding::for_bom(head).map(|(marked, _)| marked).or(self.0).or(Some(UTF_8)))
    }

    fn encoding(self) -> &'static Encoding {
        self.0.unwrap_or(UTF_8)
    }

    /// The bytes of the file as UTF-8, without a byte order mark.
    pub(crate) fn decoded(self, bytes: impl BufRead + Send + 'static) -> Box<dyn BufRead + Send> {
        let mut bytes = bytes;
        if self.encoding() == UTF_8 {
            let marked = bytes.fill_buf().is_ok_and(|head| head.starts_with(MARK));
            bytes.consume(if marked { MARK.len() } else { 0 });
            return Box::new(bytes);
        }
        let decoder = self.encoding().new_decoder_with_bom_removal();
        Box::new(BufReader::with_capacity(BUFFER, Decoded { bytes, decoder, ended: false }))
    }

    /// The beginning of a file as UTF-8, as far as it goes.
    pub(crate) fn sample(self, head: &[u8]) -> Vec<u8> {
        if self.encoding() == UTF_8 {
            return head.strip_prefix(MARK).unwrap_or(head).to_vec();
        }
        self.encoding().decode_with_bom_removal(head).0.into_owned().into_bytes()
    }

    /// A cell as text.
    ///
    /// # Errors
    /// If it is not.
    pub(crate) fn text(self, cell: &[u8]) -> Result<&str, String> {
        str::from_utf8(cell).map_err(|e| match self.encoding() {
            encoding if encoding == UTF_8 => {
                format!("{} (of the cell); `charset` under [source] says what the file is in", bad_byte(cell, e))
            }
            other => format!("not {}, which the file is read as (`charset` under [source])", other.name()),
        })
    }
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// By the mark, as UTF-8, by zero bytes, else by what the letters look like.
fn found(head: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(head) {
        return marked;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).take(64).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > 4 * (even + 1) => return UTF_16LE,
        (even, odd) if even > 4 * (odd + 1) => return UTF_16BE,
        _ => {}
    }
    let is_utf8 = match str::from_utf8(head) {
        Ok(_) => true,
        // The head may be cut inside a character.
        Err(e) => e.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Bytes of another charset, read as UTF-8.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    ended: bool,
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        /// As many bytes as one character may take, and one more: less could not be written to.
        const LEAST: usize = 5;
        if into.len() < LEAST || self.ended {
            return Ok(0);
        }
        loop {
            let bytes = crate::lines::fill(&mut self.bytes)?;
            let last = bytes.is_empty();
            // Room for the byte that stands for what is no character.
            let room = into.len() - 1;
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut into[..room], last);
            self.bytes.consume(read);
            let written = match result {
                DecoderResult::Malformed(..) => {
                    into[written] = NOT_TEXT;
                    written + 1
                }
                DecoderResult::InputEmpty => {
                    self.ended = last;
                    written
                }
                DecoderResult::OutputFull => written,
            };
            if written > 0 || self.ended {
                return Ok(written);
            }
        }
    }
}
