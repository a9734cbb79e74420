//! What the JSONL sink leaves on disk.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use copydesk_core::offsets::Unit;
use copydesk_core::record::Shape;
use copydesk_core::sink::{Output, SinkEntry};
use copydesk_core::{Article, BuildContext};
use copydesk_formats::jsonl_sink::JsonlSink;
use copydesk_layers::{Token, plain};
use serde_json::json;

static SINK: SinkEntry = SinkEntry::of::<JsonlSink>("copydesk-formats", "0");

fn article(id: &str, text: &str) -> Article {
    let mut article = Article::new(id, text).unwrap();
    article.layers = plain::layers(text);
    article.source = "in/a.txt".to_owned();
    article
}

fn write(options: serde_json::Value, out: Output) -> io::Result<()> {
    let sink = (SINK.build)(options, &BuildContext::new(Path::new("."))).unwrap();
    let shape = Shape::new(Unit::Codepoint, vec!["tokens".to_owned()], true);
    let mut writer = sink.create(out)?;
    for (id, text) in [("a", "“Nō.”"), ("b", "Two\nlines.")] {
        writer.write(sink.encode(&article(id, text), &shape).unwrap())?;
    }
    writer.finish()
}

const LINES: &str = concat!(
    r#"{"id":"a","source":"in/a.txt","meta":{},"text":"“Nō.”","tokens":[[0,1],[1,3],[3,4],[4,5]]}"#,
    "\n",
    r#"{"id":"b","source":"in/a.txt","meta":{},"text":"Two\nlines.","tokens":[[0,3],[4,9],[9,10]]}"#,
    "\n"
);

#[test]
fn a_record_is_a_line() {
    let folder = tempfile::tempdir().unwrap();
    write(json!({}), Output::Folder(folder.path().into())).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("articles.jsonl")).unwrap(), LINES);
    write(json!({"compress": "zstd"}), Output::Folder(folder.path().into())).unwrap();
    let packed = fs::read(folder.path().join("articles.jsonl.zst")).unwrap();
    assert_eq!(zstd::decode_all(&packed[..]).unwrap(), LINES.as_bytes());
}

#[test]
fn what_is_written_can_be_read_back() {
    let folder = tempfile::tempdir().unwrap();
    write(json!({"compress": "zstd"}), Output::Folder(folder.path().into())).unwrap();
    let mut how = crate::reading::how();
    how.known = vec![copydesk_core::layer::LayerInfo::of::<Token>()];
    how.options.layers = vec!["tokens".to_owned()];
    let read = crate::reading::read(&[folder.path().into()], &how);
    let first = read[0].as_ref().unwrap();
    assert_eq!(first.layers.get::<Token>(), article("a", "“Nō.”").layers.get::<Token>());
    assert_eq!(first.source, folder.path().join("articles.jsonl.zst").display().to_string() + ":1");
}

/// A stream that breaks after some bytes.
#[derive(Clone, Default)]
struct Stream {
    taken: Arc<Mutex<Vec<u8>>>,
    breaks_after: Option<usize>,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut taken = self.taken.lock().unwrap();
        if self.breaks_after.is_some_and(|limit| taken.len() + bytes.len() > limit) {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "no space left"));
        }
        taken.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_stream_gets_the_same_bytes_and_its_errors_are_told() {
    let stream = Stream::default();
    write(json!({}), Output::Stream(Box::new(stream.clone()))).unwrap();
    assert_eq!(stream.taken.lock().unwrap().as_slice(), LINES.as_bytes());
    for options in [json!({}), json!({"compress": "zstd"})] {
        let full = Stream { breaks_after: Some(20), ..Stream::default() };
        let told = write(options, Output::Stream(Box::new(full))).unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::StorageFull);
    }
}

#[test]
fn options_that_do_not_exist_are_refused() {
    assert!((SINK.options.accepts)(&json!({"compress": "lzma"})).unwrap_err().contains("expected `none` or `zstd`"));
    assert!((SINK.options.accepts)(&json!({"compres": "zstd"})).unwrap_err().contains("unknown field"));
}
