//! Sources and sinks of copydesk: what it reads articles from and writes records to.
//!
//! | name | kind | what it is |
//! |---|---|---|
//! | [`text`] | source | a folder of `.txt` files, each an article, with its metadata in `NAME.meta.json` beside it; exports of Nexis and Factiva |
//! | [`jsonl`] | source | a JSON object a line: articles of other programs, or records of an earlier run |
//! | [`ninjs`] | source | `.json` files: IPTC ninjs items, one or a list; JSON Feed, answers of news services |
//! | [`csv`] | source | tables as text, a row an article |
//! | [`html`] | source | web pages |
//! | [`warc`] | source | crawled pages, as in CC-NEWS |
//! | [`feed`] | source | RSS and Atom |
//! | [`newsml`] | source | NewsML-G2, NewsML 1, NITF |
//! | [`mail`] | source | newsletters: messages and mailboxes |
//! | [`docx`] | source | documents of Word |
//! | `xlsx` | source | workbooks, a row an article; with the feature `xlsx` |
//! | [`archive`] | source | zip and tar archives of all these |
//! | `parquet` | source and sink | tables, an article a row; with the feature `parquet` |
//! | [`tables`] | sink | flat tables, a row a thing: `articles.csv`, `quotes.csv` and so on |
//! | [`timeml`] | sink | the dates of each article as a TimeML document |
//! | [`conllu`] | sink | words a line, with their marks, in `articles.conllu` or on standard output |
//! | [`brat`] | sink | names, quotes and dates as standoff, beside the text of each article |
//! | [`jsonl_sink`] | sink | a record a line, in `articles.jsonl` or on standard output |
//!
//! [`fields`] says which field or column of somebody's data is what, and [`published`] reads dates of publication.
//!
//! Each registers itself as a stage does, so that a third-party crate can add one without touching this one. [`files`] finds
//! the files of a run, in a stated order, and opens them: gzip and zstd are undone on the way. [`repair`] takes out of plain
//! text what a careless export left in it. [`reading`] is what authors of sources can build on. [`records`] reads what an earlier run wrote, as it stands.
//!
//! # What is promised of bad input
//!
//! Nothing that a file holds makes a source panic, hang, or take memory beyond a small multiple of the longest article
//! allowed. A record that cannot be read is one failure with its file and line, and the records around it are read; what
//! damages the rest of a file (a cut gzip stream) is one failure after the records before it. Bytes are never dropped or
//! guessed at: text is UTF-8, or UTF-16 with its mark, or it fails with the offset of the first bad byte.
//!
//! # What is not here
//!
//! No PDF: take the text out of it. No network: a URL is a file that does not exist.

pub mod ahead;
pub mod archive;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod brat;
pub mod bulk;
mod charset;
pub mod conllu;
pub mod csv;
pub mod disk;
mod documents;
pub mod docx;
mod envelope;
pub mod feed;
pub mod fields;
pub mod files;
mod growing;
pub mod html;
mod json;
pub mod jsonl;
pub mod jsonl_sink;
mod label;
mod lines;
pub mod mail;
mod mend;
pub mod newsml;
pub mod ninjs;
mod no_options;
mod numbered;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod published;
pub mod reading;
pub mod records;
pub mod repair;
mod rtf;
mod said;
mod sidecar;
mod surrogates;
pub mod tables;
pub mod text;
pub mod timeml;
mod transcode;
pub mod warc;
mod words;
#[cfg(feature = "xlsx")]
pub mod xlsx;
mod xml;

pub use no_options::NoOptions;
