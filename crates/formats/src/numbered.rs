//! Sinks that write files of their own for each article: `FOLDER/00000001.EXT` and so on, in the order of the input.
//!
//! An id may hold anything, so it names no file.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use copydesk_core::sink::{Extents, Meter, Output, ReadBack, Resumed, Writer};

use crate::disk::{OutFile, sync_folder};

/// A folder of numbered files, `N` of them an article.
pub struct Numbered<const N: usize> {
    format: Format<N>,
    folder: PathBuf,
    written: u64,
    /// How many articles are known to be on disk.
    settled: u64,
    /// Of each extension.
    meters: [Meter; N],
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
    /// The files, one path for each extension.
    pub(crate) fn files(self) -> Vec<String> {
        self.extensions.map(|extension| self.path(extension)).to_vec()
    }

    fn path(self, extension: &str) -> String {
        format!("{}/*.{extension}", self.folder)
    }

    /// Begins in an output folder.
    pub(crate) fn create(self, out: Output) -> io::Result<Numbered<N>> {
        let Output::Folder(out) = out else {
            let why = format!("{} documents are files: name a folder to write to", self.name);
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        };
        fs::create_dir_all(out.join(self.folder))?;
        Ok(self.after(&out, 0, std::array::from_fn(|_| Meter::of_many_files())))
    }

    /// Goes on after the articles of a checkpoint.
    pub(crate) fn resume(self, from: &Resumed) -> io::Result<Numbered<N>> {
        let folder = from.folder.join(self.folder);
        fs::create_dir_all(folder)?;
        let meter = |extension| from.meters.get(&self.path(extension)).cloned().unwrap_or_else(Meter::of_many_files);
        Ok(self.after(&from.folder, from.articles, self.extensions.map(meter)))
    }

    fn after(self, out: &Path, articles: u64, meters: [Meter; N]) -> Numbered<N> {
        Numbered { format: self, folder: out.join(self.folder), written: articles, settled: articles, meters }
    }

    pub(crate) fn read_back(self, out: &Path) -> ReadBack<[String; N]> {
        let files = self.after(out, 0, std::array::from_fn(|_| Meter::of_many_files()));
        let read = (1..).map(move |number| files.read(number));
        let is_end = |read: &io::Result<_>| read.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::NotFound);
        Box::new(read.take_while(move |read| !is_end(read)))
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
                OutFile::append(path)?.sync()?;
            }
        }
        self.settled = self.written;
        sync_folder(&self.folder)
    }
}

impl<const N: usize> Writer<[String; N]> for Numbered<N> {
    fn write(&mut self, texts: [String; N]) -> io::Result<()> {
        self.written += 1;
        let paths = self.paths(self.written);
        for ((path, text), meter) in paths.iter().zip(texts).zip(&mut self.meters) {
            OutFile::create(path.clone())?.write_all(text.as_bytes())?;
            meter.append(text.as_bytes());
            meter.end_file(text.len() as u64);
        }
        Ok(())
    }

    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        self.settle()?;
        Ok(Some(self.extents()))
    }

    fn extents(&self) -> Extents {
        let paths = self.format.extensions.iter().map(|extension| self.format.path(extension));
        paths.zip(self.meters.iter().map(Meter::extent)).collect()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.settle()
    }
}

fn name(number: u64, extension: &str) -> String {
    format!("{number:08}.{extension}")
}
