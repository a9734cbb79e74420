//! A folder outside the workspace, and the shell commands that somebody types there.
//!
//! Two things differ from somebody else's machine, to spare it work: the checkout is this one, and what was compiled for the
//! workspace is used again. So the packages share its target folder, profile and lock file, and nothing is downloaded.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::top;

pub(crate) struct Outside {
    folder: PathBuf,
    _home: TempDir,
}

impl Outside {
    pub(crate) fn new() -> Self {
        let home = TempDir::new().unwrap();
        fs::create_dir(home.path().join(".cargo")).unwrap();
        fs::write(home.path().join(".cargo/config.toml"), profile()).unwrap();
        Self { folder: home.path().to_owned(), _home: home }
    }

    /// Puts a package of this repository there, which names ours by their place in it.
    pub(crate) fn package(&mut self, folder: &str) {
        self.run(&format!("cp -R '{}' package", top().join(folder).display()));
        self.folder.push("package");
        self.lock();
        let manifest = self.read("Cargo.toml").replace("../../crates", &top().join("crates").display().to_string());
        fs::write(self.folder.join("Cargo.toml"), manifest).unwrap();
    }

    /// Settles the versions of all packages as in the workspace.
    fn lock(&self) {
        fs::copy(top().join("Cargo.lock"), self.folder.join("Cargo.lock")).unwrap();
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn write_all(&self, files: &[(&str, &str)]) {
        files.iter().for_each(|(name, content)| self.write(name, content));
        self.lock();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// Runs a command line that goes well, and returns all that it printed.
    pub(crate) fn run(&mut self, line: &str) -> String {
        if let Some(folder) = line.strip_prefix("cd ") {
            self.folder.push(folder);
            self.lock();
            return String::new();
        }
        if line.starts_with("git clone ") {
            return String::new();
        }
        let (binary, checkout) = (env!("CARGO_BIN_EXE_copydesk"), top().display().to_string());
        let line = line.replace("cargo run -q --manifest-path copydesk/Cargo.toml --", binary);
        let line = line.replace("--copydesk copydesk", &format!("--copydesk '{checkout}'"));
        let (well, printed) = self.attempt(&line);
        assert!(well, "`{line}` failed:\n{printed}");
        printed
    }

    /// Runs a command line, and returns whether that went well and all that it printed.
    pub(crate) fn attempt(&self, line: &str) -> (bool, String) {
        let output = shell(&self.folder, line).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout) + &text(output.stderr))
    }
}

/// A shell that uses what was compiled for the workspace.
fn shell(folder: &Path, line: &str) -> Command {
    let profile = Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder);
    command.env("CARGO_TARGET_DIR", profile.parent().unwrap()).env("CARGO_NET_OFFLINE", "true");
    command.env("CARGO_TERM_COLOR", "never").env_remove("RUSTFLAGS");
    command
}

/// The workspace's settings for `dev` builds, as cargo's configuration; our own crates are built without speed.
fn profile() -> String {
    let manifest: toml::Table = fs::read_to_string(top().join("Cargo.toml")).unwrap().parse().unwrap();
    let mut dev = manifest["profile"]["dev"].clone();
    let slow = toml::Value::Table(toml::Table::from_iter([("opt-level".to_owned(), 0.into())]));
    for entry in fs::read_dir(top().join("crates")).unwrap() {
        let manifest = entry.unwrap().path().join("Cargo.toml");
        if let Ok(manifest) = fs::read_to_string(manifest) {
            let manifest: toml::Table = manifest.parse().unwrap();
            let package = manifest["package"]["name"].as_str().unwrap().to_owned();
            dev["package"].as_table_mut().unwrap().insert(package, slow.clone());
        }
    }
    let profile = toml::Table::from_iter([("dev".to_owned(), dev)]);
    toml::Table::from_iter([("profile".to_owned(), toml::Value::Table(profile))]).to_string()
}
