//! Sinks that write files of their own for each article: `FOLDER/00000001.EXT` and so on, in the order of the input.
//!
//! An id may hold anything, so it names no file. The last article stands for all of them in a checkpoint: a run that is resumed
//! looks at the length of its files, and removes those behind them.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use copydesk_core::sink::{Lengths, Output, ReadBack, Writer};

use crate::folder::sync_folder;

/// A folder of numbered files, `N` of them an article.
pub struct Numbered<const N: usize> {
    format: Format<N>,
    folder: PathBuf,
    written: u64,
    /// How many articles are known to be on disk.
    settled: u64,
}

/// What the folder and the files of a format are called.
#[derive(Clone, Copy)]
pub(crate) struct Format<const N: usize> {
    /// For people.
    pub(crate) name: &'static str,
    /// Below the output folder.
    pub(crate) folder: &'static str,
    /// Of each article's files, in their order.
    pub(crate) extensions: [&'static str; N],
}

impl<const N: usize> Format<N> {
    /// Begins in an output folder. Files of an earlier run go.
    pub(crate) fn create(self, out: Output) -> io::Result<Numbered<N>> {
        let Output::Folder(out) = out else {
            let why = format!("{} documents are files: name a folder to write to", self.name);
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        };
        fs::create_dir_all(out.join(self.folder))?;
        self.resume(&out, 0)
    }

    /// Goes on behind so many articles.
    pub(crate) fn resume(self, out: &Path, articles: u64) -> io::Result<Numbered<N>> {
        let folder = out.join(self.folder);
        self.remove_behind(&folder, articles)?;
        Ok(Numbered { format: self, folder, written: articles, settled: articles })
    }

    pub(crate) fn read_back(self, out: &Path) -> ReadBack<[String; N]> {
        let files = Numbered { format: self, folder: out.join(self.folder), written: 0, settled: 0 };
        let read = (1..).map(move |number| files.read(number));
        let is_end = |read: &io::Result<_>| read.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::NotFound);
        Box::new(read.take_while(move |read| !is_end(read)))
    }

    /// Removes the files behind those of the first so many articles, so that two runs never mix.
    fn remove_behind(self, folder: &Path, keep: u64) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let ours = path.extension().is_some_and(|found| self.extensions.iter().any(|known| found == *known));
            let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<u64>().ok());
            if ours && number.is_some_and(|number| number > keep) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

impl<const N: usize> Numbered<N> {
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn paths(&self, number: u64) -> [PathBuf; N] {
        self.format.extensions.map(|extension| self.folder.join(name(number, extension)))
    }

    fn read(&self, number: u64) -> io::Result<[String; N]> {
        let mut texts = [const { String::new() }; N];
        for (text, path) in texts.iter_mut().zip(self.paths(number)) {
            *text = fs::read_to_string(path)?;
        }
        Ok(texts)
    }

    /// Waits until the disk has every file and its name.
    fn settle(&mut self) -> io::Result<()> {
        for number in self.settled..self.written {
            for path in self.paths(number + 1) {
                File::open(path)?.sync_data()?;
            }
        }
        self.settled = self.written;
        sync_folder(&self.folder)
    }
}

impl<const N: usize> Writer<[String; N]> for Numbered<N> {
    fn write(&mut self, texts: [String; N]) -> io::Result<()> {
        self.written += 1;
        for (path, text) in self.paths(self.written).iter().zip(texts) {
            File::create(path)?.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    fn checkpoint(&mut self) -> io::Result<Option<Lengths>> {
        self.settle()?;
        let mut lengths = Lengths::new();
        if self.written > 0 {
            for (path, extension) in self.paths(self.written).iter().zip(self.format.extensions) {
                let below = format!("{}/{}", self.format.folder, name(self.written, extension));
                lengths.insert(below, fs::metadata(path)?.len());
            }
        }
        Ok(Some(lengths))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.settle()
    }
}

fn name(number: u64, extension: &str) -> String {
    format!("{number:08}.{extension}")
}
