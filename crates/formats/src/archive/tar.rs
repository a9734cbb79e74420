//! The members of a tar, one after the other from its stream.
//!
//! Headers are those of POSIX (ustar), with the long names of GNU and of pax. Links, devices and sparse files are passed over.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Exactly, Member};

const BLOCK: usize = 512;

/// Long names and pax headers are no longer than this.
const LONGEST_NAME: u64 = 1 << 20;

type Shared = Arc<Mutex<Stream>>;

/// The stream, and how much of the member at hand is still in it.
struct Stream {
    bytes: Box<dyn BufRead + Send>,
    left: u64,
    padding: u64,
}

/// The members of a stream.
pub(super) fn members(bytes: Box<dyn BufRead + Send>) -> impl Iterator<Item = Result<Member, String>> + Send {
    let stream = Arc::new(Mutex::new(Stream { bytes, left: 0, padding: 0 }));
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = next(&stream).map_err(|e| format!("not a tar archive that can be read any further: {e}"));
        ended = !matches!(next, Ok(Some(_)));
        next.transpose()
    })
}

fn next(stream: &Shared) -> io::Result<Option<Member>> {
    let mut long: Option<String> = None;
    let mut open = stream.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        open.pass_over()?;
        let Some(header) = open.header()? else { return Ok(None) };
        let size = number(&header[124..136]).ok_or_else(|| damaged("a size"))?;
        open.left = size;
        open.padding = size.next_multiple_of(BLOCK as u64) - size;
        match header[156] {
            b'0' | 0 | b'7' => {
                let name = long.take().unwrap_or_else(|| name(&header));
                drop(open);
                let bytes = Exactly { bytes: OfMember(Arc::clone(stream)), left: size };
                return Ok(Some(Member { name, bytes: Box::new(BufReader::new(bytes)) }));
            }
            b'L' => long = Some(text(&open.small()?)),
            b'x' => long = pax_path(&open.small()?).or(long),
            _ => long = None,
        }
    }
}

impl Stream {
    /// Passes over what was not read of a member.
    fn pass_over(&mut self) -> io::Result<()> {
        let rest = self.left + self.padding;
        let passed = io::copy(&mut (&mut self.bytes).take(rest), &mut io::sink())?;
        (self.left, self.padding) = (0, 0);
        if passed == rest { Ok(()) } else { Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it is cut short")) }
    }

    /// The next header; nothing at the end of the archive.
    fn header(&mut self) -> io::Result<Option<[u8; BLOCK]>> {
        let mut header = Vec::with_capacity(BLOCK);
        (&mut self.bytes).take(BLOCK as u64).read_to_end(&mut header)?;
        let Ok(header) = <[u8; BLOCK]>::try_from(header.as_slice()) else {
            return if header.is_empty() { Ok(None) } else { Err(damaged("a header that is cut short")) };
        };
        if header.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let sum: u64 = header
            .iter()
            .enumerate()
            .map(|(at, byte)| u64::from(if (148..156).contains(&at) { b' ' } else { *byte }))
            .sum();
        if number(&header[148..156]) == Some(sum) {
            Ok(Some(header))
        } else {
            Err(damaged("a header with a wrong checksum"))
        }
    }

    /// The whole of a small member.
    fn small(&mut self) -> io::Result<Vec<u8>> {
        if self.left > LONGEST_NAME {
            return Err(damaged("a name that is too long"));
        }
        let mut bytes = Vec::new();
        (&mut self.bytes).take(self.left).read_to_end(&mut bytes)?;
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// The bytes of the member at hand.
struct OfMember(Shared);

impl Read for OfMember {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let most = usize::try_from(stream.left).unwrap_or(usize::MAX).min(into.len());
        let read = stream.bytes.read(&mut into[..most])?;
        stream.left -= read as u64;
        Ok(read)
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("it holds {what}"))
}

/// A number: octal digits, or binary with the first bit set.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        return field[field.len() - 8..].try_into().ok().map(u64::from_be_bytes);
    }
    let digits = str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    u64::from_str_radix(if digits.is_empty() { "0" } else { digits }, 8).ok()
}

/// The text up to the first zero.
fn text(bytes: &[u8]) -> String {
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

fn name(header: &[u8; BLOCK]) -> String {
    let (name, prefix) = (text(&header[..100]), text(&header[345..500]));
    let name = if &header[257..262] == b"ustar" && !prefix.is_empty() { format!("{prefix}/{name}") } else { name };
    name.strip_prefix("./").map_or(name.clone(), str::to_owned)
}

/// The path that a pax header gives to the member behind it: `24 path=long/name.csv`, a line each.
fn pax_path(header: &[u8]) -> Option<String> {
    let lines = header.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| str::from_utf8(line).ok()?.split_once(" path="))
        .map(|(_, path)| path.to_owned())
        .next_back()
}
