//! `articles.index`: what the output held when the run began.
//!
//! Rows are kept sorted in memory, 16 bytes each: ten million articles take 160 MB.

use std::fs;
use std::io;
use std::path::Path;

use super::key::Key;

/// The name of the file.
pub(crate) const INDEX: &str = "articles.index";

/// The bytes of a row: the hash of the id, that of the content, the number of the record; little endian.
const ROW: usize = 16;

/// An article that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) key: Key,
    /// The number of its record in the output, from 1; 0 if it failed.
    pub(crate) record: u32,
}

impl Row {
    pub(crate) fn bytes(self) -> [u8; ROW] {
        let mut bytes = [0; ROW];
        bytes[..8].copy_from_slice(&self.key.article.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.key.content.to_le_bytes());
        bytes[12..].copy_from_slice(&self.record.to_le_bytes());
        bytes
    }

    fn read(bytes: &[u8; ROW]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *bytes;
        let key =
            Key { article: u64::from_le_bytes([a, b, c, d, e, f, g, h]), content: u32::from_le_bytes([i, j, k, l]) };
        Self { key, record: u32::from_le_bytes([m, n, o, p]) }
    }
}

/// All that were done before.
#[derive(Debug, Default)]
pub(crate) struct Index(Vec<Row>);

impl Index {
    /// What a folder holds, cut to the checkpoint that the run goes on from.
    pub(crate) fn load(folder: &Path) -> io::Result<Self> {
        let bytes = fs::read(folder.join(INDEX))?;
        let (rows, rest) = bytes.as_chunks::<ROW>();
        if !rest.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("`{INDEX}` ends within a row")));
        }
        let mut rows: Vec<_> = rows.iter().map(Row::read).collect();
        rows.sort_unstable();
        Ok(Self(rows))
    }

    /// Whether just this content of this article was done.
    pub(crate) fn holds(&self, key: Key) -> bool {
        self.0.binary_search_by(|row| row.key.cmp(&key)).is_ok()
    }

    /// How many records of an article there are, and the number of the last.
    pub(crate) fn records(&self, article: u64) -> (u32, u32) {
        let first = self.0.partition_point(|row| row.key.article < article);
        let rows = self.0[first..].iter().take_while(|row| row.key.article == article).filter(|row| row.record > 0);
        rows.fold((0, 0), |(count, last), row| (count + 1, last.max(row.record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_the_file_and_are_found() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let row = |article, content, record| Row { key: Key { article, content }, record };
        let rows = [row(9, 1, 1), row(3, 7, 2), row(9, 5, 3), row(9, 6, 0)];
        fs::write(folder.path().join(INDEX), rows.map(Row::bytes).concat()).expect("room for a file");
        let index = Index::load(folder.path()).expect("whole rows");
        assert!(rows.iter().all(|row| index.holds(row.key)));
        assert!(!index.holds(Key { article: 9, content: 2 }));
        assert_eq!(index.records(9), (2, 3));
        assert_eq!(index.records(4), (0, 0));
        fs::write(folder.path().join(INDEX), [0; 20]).expect("room for a file");
        assert!(Index::load(folder.path()).is_err(), "a row is cut");
    }
}
