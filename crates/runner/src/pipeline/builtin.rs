//! The pipelines that come with the binary, and how a name on the command line finds its pipeline.

use std::path::{Path, PathBuf};

/// A pipeline that comes with the binary.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// What it is called on the command line.
    pub name: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

/// The pipelines that come with the binary: copies of the files of the folder `pipelines` at the top, for a package holds no file from
/// outside its folder. A test keeps them the same.
pub const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn { name: "news", text: include_str!("../../pipelines/news.toml") },
    BuiltIn { name: "quick", text: include_str!("../../pipelines/quick.toml") },
    BuiltIn { name: "quotes", text: include_str!("../../pipelines/quotes.toml") },
];

/// Where a pipeline is.
#[derive(Clone, Debug)]
pub enum Located {
    /// In a file.
    File(PathBuf),
    /// In the binary.
    BuiltIn(BuiltIn),
}

/// The built-in pipeline of this name.
#[must_use]
pub fn built_in(name: &str) -> Option<BuiltIn> {
    BUILT_IN.into_iter().find(|pipeline| pipeline.name == name)
}

/// Finds the pipeline that is meant: the file there, else the file `NAME.toml` there, else the built-in pipeline of that name.
/// What is none of these is taken for a file, which is then missed.
#[must_use]
pub fn locate(path: &Path) -> Located {
    if path.exists() && !path.is_dir() {
        return Located::File(path.to_owned());
    }
    let beside = path.with_extension("toml");
    if path.extension().is_none() && beside.is_file() {
        return Located::File(beside);
    }
    path.to_str().and_then(built_in).map_or_else(|| Located::File(path.to_owned()), Located::BuiltIn)
}

/// "`news`, `quick` and `quotes`"
pub(crate) fn names() -> String {
    let [first @ .., last] = BUILT_IN.map(|pipeline| format!("`{}`", pipeline.name));
    format!("{} and {last}", first.join(", "))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_wins_over_a_name_and_a_folder_does_not() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let found = |name: &str| match locate(&folder.path().join(name)) {
            Located::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Located::BuiltIn(pipeline) => format!("<{}>", pipeline.name),
        };
        assert_eq!(found("mine"), "mine");
        fs::write(folder.path().join("mine.toml"), "").expect("room");
        assert_eq!(found("mine"), "mine.toml");
        fs::create_dir(folder.path().join("mine")).expect("room");
        assert_eq!(found("mine"), "mine.toml", "a folder is no pipeline");
        fs::write(folder.path().join("other"), "").expect("room");
        fs::write(folder.path().join("other.toml"), "").expect("room");
        assert_eq!(found("other"), "other", "what is named wins over what is beside it");
        assert!(matches!(locate(Path::new("quotes")), Located::BuiltIn(BuiltIn { name: "quotes", .. })));
    }
}
