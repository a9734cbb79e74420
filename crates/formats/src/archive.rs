//! Source `archive`: zip and tar archives of files that other sources read.
//!
//! Each member is read by the source of its extension, as if the archive were a folder: those of a zip in the order of their names, those
//! of a tar in their own. A member that no source reads is passed over and counted. Members are unpacked as they are read; an archive
//! needs no room on the disk, and one in it is not opened. Sources that need a file of their own (Parquet, a zip in a zip) fail with
//! their member's name.
//!
//! An article is called after its member: `news.zip/2024/a.csv:7`. Options are those of the members' sources: which column is what and
//! how a table is written ([`crate::csv`]), and where text is cut ([`crate::text`]); each goes to the sources that know it.
//!
//! ```toml
//! [source]
//! use = "archive"
//! text = "article"
//! split = "^-{5,}$"
//! ```

mod tar;
mod zip;

use std::any::Any;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk_core::source::{
    DynSource, HowToRead, Input, Place, Raw, RawRecords, ReadError, Skips, Source, SourceEntry,
};
use copydesk_core::{Article, BuildContext, StageError, inventory, register_source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::csv;
use crate::said::or_said;

/// The source of archives.
pub struct Archive {
    sources: Arc<Vec<(&'static SourceEntry, Box<dyn DynSource>)>>,
}

/// Its options: those that members of several kinds have, each for the sources that know it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Config {
    /// Which field or column is what, and how tables are written.
    #[serde(flatten)]
    pub table: csv::Config,
    /// Where a text of many articles is cut, as the source `text` has it.
    pub split: Option<String>,
}

impl Config {
    /// The options that are set and that a source has.
    fn of(&self, entry: &SourceEntry) -> Result<Map<String, Value>, StageError> {
        let Value::Object(all) = serde_json::to_value(self).map_err(|e| StageError::new(e.to_string()))? else {
            return Ok(Map::new());
        };
        let known = (entry.options.defaults)();
        Ok(all.into_iter().filter(|(name, value)| !value.is_null() && known.get(name).is_some()).collect())
    }
}

/// A record of a member.
pub struct MemberRecord {
    /// The number of the source that cut it.
    source: usize,
    record: Box<dyn Any + Send>,
}

/// A member on its way to its source.
struct Member {
    name: String,
    bytes: Box<dyn BufRead + Send>,
}

/// The members of an archive, one after the other.
type Members = Box<dyn Iterator<Item = Result<Member, String>> + Send>;

/// The name of this source, which does not open archives in archives.
const NAME: &str = "archive";

impl Source for Archive {
    const NAME: &'static str = NAME;
    const ABOUT: &'static str = "zip and tar archives of files that the other sources read";
    const EXTENSIONS: &'static [&'static str] = &["zip", "tar", "tgz"];
    type Config = Config;
    type Record = MemberRecord;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        let mut entries: Vec<_> =
            inventory::iter::<SourceEntry>.into_iter().filter(|entry| entry.name != NAME).collect();
        entries.sort_by_key(|entry| entry.name);
        let built = entries.into_iter().map(|entry| Ok((entry, (entry.build)(Value::Object(config.of(entry)?), cx)?)));
        Ok(Self { sources: Arc::new(built.collect::<Result<_, StageError>>()?) })
    }

    fn open(&self, input: Input) -> Result<RawRecords<MemberRecord>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why);
        let mut bytes = input.bytes;
        let is_zip = bytes.fill_buf().map_err(|e| failed(format!("cannot be read: {e}")))?.starts_with(b"PK");
        let members: Members = match (is_zip, &input.path) {
            (true, Some(path)) => Box::new(zip::members(path).map_err(failed)?),
            (true, None) => return Err(failed("a zip archive is read from a file, not from a stream".to_owned())),
            (false, _) => Box::new(tar::members(bytes)),
        };
        let sources = Arc::clone(&self.sources);
        let (max_bytes, skips) = (input.max_bytes, input.skips);
        let path = input.path.unwrap_or_default();
        let told = skips.clone();
        let records = Records { members, sources, place, path, max_bytes, skips, current: None, ended: false };
        Ok(or_said(Box::new(records), told, "an archive without articles"))
    }

    fn parse(&self, record: MemberRecord, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let (_, source) = &self.sources[record.source];
        source.parse(record.record, place, how)
    }
}

/// The records of all members.
struct Records {
    members: Members,
    sources: Arc<Vec<(&'static SourceEntry, Box<dyn DynSource>)>>,
    place: Place,
    path: PathBuf,
    max_bytes: u64,
    skips: Skips,
    current: Option<(usize, RawRecords<Box<dyn Any + Send>>)>,
    ended: bool,
}

impl Records {
    /// Begins the next member; an error is the member's, or the archive's own. False at the end.
    fn next_member(&mut self) -> Result<bool, ReadError> {
        let member = match self.members.next() {
            None => return Ok(false),
            Some(Err(why)) => {
                self.ended = true;
                return Err(ReadError::new(self.place.clone(), why));
            }
            Some(Ok(member)) => member,
        };
        let path = Path::new(&member.name);
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        if file_name.starts_with('.') || file_name.ends_with(".meta.json") || member.name.starts_with("__MACOSX/") {
            return Ok(true);
        }
        let entries: Vec<_> = self.sources.iter().map(|(entry, _)| *entry).collect();
        let Some(entry) = crate::files::by_extension(path, &entries) else {
            self.skips.add("a member of an archive that no source reads", None);
            return Ok(true);
        };
        let at = entries.iter().position(|found| found.name == entry.name).expect("it is one of them");
        let found = crate::files::FoundFile {
            path: Some(self.path.join(path)),
            name: format!("{}/{}", self.place.file, member.name),
            stem: format!("{}/{}", self.place.stem, member.name),
            bytes: 0,
            source: entry,
        };
        let mut options = copydesk_core::source::ReadOptions::default();
        options.max_bytes = self.max_bytes;
        let mut input = crate::files::open_from(&found, member.bytes, &options)?;
        input.skips = self.skips.clone();
        self.current = Some((at, self.sources[at].1.open(input)?));
        Ok(true)
    }
}

impl Iterator for Records {
    type Item = Result<Raw<MemberRecord>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            if let Some((source, records)) = &mut self.current {
                match records.next() {
                    Some(Ok(Raw { record, place, bytes, .. })) => {
                        return Some(Ok(Raw::new(MemberRecord { source: *source, record }, place, bytes)));
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => self.current = None,
                }
            }
            match self.next_member() {
                Ok(more) => self.ended |= !more,
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// Reads no more than this of a member, and fails where it holds less.
struct Exactly<R> {
    bytes: R,
    left: u64,
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let read = self.bytes.read(&mut into[..most])?;
        self.left -= read as u64;
        if read == 0 && most > 0 {
            return Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the archive is cut short"));
        }
        Ok(read)
    }
}

register_source!(Archive);
