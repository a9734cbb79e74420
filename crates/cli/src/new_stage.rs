//! `copydesk new-stage`: a complete crate to begin from.
//!
//! The files are those of `templates/`, with the names put in. A stage `vendor.name` becomes a package of its own, with a
//! binary; a bare name becomes a crate of this repository, which has its binary already.

use std::fs;
use std::path::{Path, PathBuf};

use crate::args::NewStageArgs;
use crate::{End, console, refuse};

/// A file of the new crate: where it goes, and the template it is made from.
type File = (&'static str, &'static str);

macro_rules! template {
    ($path:literal) => {
        include_str!(concat!("../templates/", $path))
    };
}

const STAGE: &[File] = &[
    (".gitignore", template!("stage/gitignore")),
    ("Cargo.toml", template!("stage/manifest.toml")),
    ("README.md", template!("stage/README.md")),
    ("pipeline.toml", template!("stage/pipeline.toml")),
    ("sample.txt", template!("stage/sample.txt")),
    ("src/lib.rs", template!("stage/lib.rs")),
    ("src/main.rs", template!("stage/main.rs")),
];

const HOUSE_STAGE: &[File] = &[
    ("Cargo.toml", template!("house/manifest.toml")),
    ("README.md", template!("house/README.md")),
    ("src/lib.rs", template!("stage/lib.rs")),
];

/// The crate to be made.
struct Plan {
    folder: PathBuf,
    files: &'static [File],
    /// What stands in `{{...}}` in the templates, and what it becomes.
    words: Vec<(&'static str, String)>,
    /// What to do next.
    next: String,
}

/// Writes the crate and says what to do next.
pub(crate) fn new_stage(args: &NewStageArgs) -> End {
    let plan = match args.name.split_once('.') {
        Some((vendor, name)) => third_party(vendor, name, args.copydesk.as_deref()),
        None => of_the_house(&args.name),
    };
    match plan.and_then(|plan| plan.carry_out()) {
        Ok(text) => {
            console::data(text.as_bytes());
            End::Done
        }
        Err(why) => refuse(&why),
    }
}

/// A package outside this repository.
fn third_party(vendor: &str, name: &str, copydesk: Option<&Path>) -> Result<Plan, String> {
    well_formed(vendor)?;
    well_formed(name)?;
    if vendor == "copydesk" {
        return Err("the vendor `copydesk` is taken: put a name of your own before the dot".to_owned());
    }
    let package = format!("{vendor}-{name}");
    let mut words = names(&format!("{vendor}.{name}"), name);
    words.push(("package", package.clone()));
    words.push(("crate", package.replace('-', "_")));
    for (word, folder) in [("copydesk", "cli"), ("core", "core"), ("layers", "layers")] {
        words.push((word, dependency(copydesk, folder)?));
    }
    let next = format!("next:\n  cd {package}\n  cargo test\n  cargo run -- run pipeline.toml sample.txt -o out\n");
    Ok(Plan { folder: package.into(), files: STAGE, words, next })
}

/// A crate of this repository.
fn of_the_house(name: &str) -> Result<Plan, String> {
    well_formed(name)?;
    if !["core", "cli"].iter().all(|folder| Path::new("crates").join(folder).join("Cargo.toml").is_file()) {
        return Err(format!(
            "a stage of your own has a vendor's name before a dot, as in `acme.{name}`; a bare name is for the stages of \
             copydesk's own repository, and is given in its top folder"
        ));
    }
    let krate = name.replace('-', "_");
    let next = format!(
        "next, so that the binary has it:\n  \
         Cargo.toml             copydesk-{name} = {{ path = \"crates/{name}\", version = \"{}\" }}\n  \
         crates/cli/Cargo.toml  copydesk-{name} = {{ workspace = true, optional = true }}\n  \
         crates/cli/Cargo.toml  {name} = [\"dep:copydesk-{name}\"], and \"{name}\" in `stock`\n  \
         crates/cli/src/lib.rs  #[cfg(feature = \"{name}\")]\n  \
         crates/cli/src/lib.rs  use copydesk_{krate} as _;\n\
         then:\n  cargo test -p copydesk-{name}\n  cargo run -- stages {name}\n",
        env!("CARGO_PKG_VERSION")
    );
    Ok(Plan { folder: Path::new("crates").join(name), files: HOUSE_STAGE, words: names(name, name), next })
}

fn names(stage: &str, name: &str) -> Vec<(&'static str, String)> {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    let rust = env!("CARGO_PKG_RUST_VERSION").to_owned();
    vec![("stage", stage.to_owned()), ("Type", name.split('-').map(capital).collect()), ("rust", rust)]
}

/// How a manifest names one of copydesk's packages: in a checkout, or in its repository.
fn dependency(checkout: Option<&Path>, folder: &str) -> Result<String, String> {
    let Some(checkout) = checkout else {
        return Ok(format!("{{ git = \"{}\" }}", env!("CARGO_PKG_REPOSITORY")));
    };
    let krate = checkout.join("crates").join(folder);
    if !krate.join("Cargo.toml").is_file() {
        return Err(format!("`{}` is no checkout of copydesk: it has no crates/{folder}", checkout.display()));
    }
    // A relative path is meant from here, and the manifest is one folder deeper.
    let path = if checkout.is_absolute() { krate } else { Path::new("..").join(krate) };
    let path = path.to_str().ok_or_else(|| format!("the path `{}` is not UTF-8", path.display()))?;
    Ok(format!("{{ path = {} }}", serde_json::Value::from(path.replace('\\', "/"))))
}

fn well_formed(name: &str) -> Result<(), String> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if name.split('-').all(part) {
        return Ok(());
    }
    Err(format!("`{name}` is no name: take small letters, digits and hyphens, as in `acme.reading-ease`"))
}

impl Plan {
    fn carry_out(&self) -> Result<String, String> {
        let shown = self.folder.display();
        if self.folder.exists() {
            return Err(format!("`{shown}` is there already: name another stage, or work in another folder"));
        }
        for (name, template) in self.files {
            let path = self.folder.join(name);
            let written = path.parent().map_or(Ok(()), fs::create_dir_all);
            let written = written.and_then(|()| fs::write(&path, self.filled(template)));
            written.map_err(|e| format!("cannot write `{}`: {e}", path.display()))?;
        }
        let names: Vec<_> = self.files.iter().map(|(name, _)| *name).collect();
        Ok(format!("made {shown}: {}\n{}", names.join(", "), self.next))
    }

    fn filled(&self, template: &str) -> String {
        let put = |text: String, (word, value): &(&str, String)| text.replace(&format!("{{{{{word}}}}}"), value);
        self.words.iter().fold(template.to_owned(), put)
    }
}
