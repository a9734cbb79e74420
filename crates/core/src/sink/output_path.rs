//! The files that a sink writes, by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a sink writes below the output folder: one file, or many of one kind.
///
/// Its parts are parted by `/`, and the last may hold one `*`, which stands for any characters: `articles.jsonl`,
/// `timeml/*.tml`. It never leads out of the folder, and never names what the runner keeps there itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OutputPath(String);

/// Names that belong to the runner.
const RESERVED: [&str; 2] = ["run.json", "failed.jsonl"];

impl OutputPath {
    /// The path as it was declared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for many files.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.0.contains('*')
    }

    /// The folder, relative to the output folder (`""` for the output folder itself), and the name in it.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once('/').unwrap_or(("", &self.0))
    }

    /// Whether a file of this name in the [folder](Self::parts) is meant.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        let (_, pattern) = self.parts();
        match pattern.split_once('*') {
            None => name == pattern,
            Some((start, end)) => {
                name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
            }
        }
    }

    /// Whether a file, by its path below the output folder, is meant.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folder == self.parts().0 && self.has_name(name)
    }
}

impl FromStr for OutputPath {
    type Err = String;

    fn from_str(path: &str) -> Result<Self, String> {
        let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let fits = path.split('/').all(plain) && !folder.contains('*') && name.matches('*').count() <= 1;
        if !fits {
            return Err(format!(
                "`{path:.100}` is no path below the output folder, as `articles.jsonl` or `timeml/*.tml`"
            ));
        }
        if RESERVED.contains(&path) || path.starts_with(".copydesk.") || path.starts_with('*') {
            return Err(format!("`{path:.100}` belongs to the run itself: name another file"));
        }
        Ok(Self(path.to_owned()))
    }
}

impl TryFrom<String> for OutputPath {
    type Error = String;

    fn try_from(path: String) -> Result<Self, String> {
        path.parse()
    }
}

impl From<OutputPath> for String {
    fn from(path: OutputPath) -> Self {
        path.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_its_files_and_no_others() {
        let many: OutputPath = "timeml/*.tml".parse().expect("a path");
        assert!(many.is_many() && many.has("timeml/00000001.tml") && many.has_name("x.tml"));
        assert!(!many.has("timeml/1.txt") && !many.has("1.tml") && !many.has("other/1.tml"));
        let one: OutputPath = "articles.jsonl".parse().expect("a path");
        assert!(!one.is_many() && one.has("articles.jsonl") && !one.has("articles.jsonl.zst"));
    }

    #[test]
    fn no_path_leads_out_of_the_folder_or_to_what_is_not_the_sinks() {
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "./a",
            "a//b",
            "*/a",
            "a*b*",
            "run.json",
            "failed.jsonl",
            "*",
            "C:\\a",
        ] {
            assert!(path.parse::<OutputPath>().is_err(), "{path}");
        }
        assert!(".copydesk.state".parse::<OutputPath>().is_err());
    }
}
