//! What a stage's package offers beside the stage: training its model, measuring it.
//!
//! A tool becomes `copydesk train NAME` or `copydesk eval NAME`. It is registered like a stage, says which options it takes,
//! and prints through a [`Console`], so that it needs neither a command-line parser nor a terminal.

use std::collections::BTreeMap;
use std::error::Error;

/// The command that a tool stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// `copydesk train`: makes a model.
    Train,
    /// `copydesk eval`: measures against gold data.
    Eval,
}

/// An option or a positional argument of a tool.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ToolOption {
    /// The long name without dashes ("dev"), or the name of a positional argument ("FILE") where `positional` is set.
    pub name: &'static str,
    /// What stands for the value in the help ("FILE", "N"); empty for a switch.
    pub value: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Whether the tool cannot do without.
    pub required: bool,
    /// Whether it may be given more than once.
    pub many: bool,
    /// Whether it is given by place and not by name.
    pub positional: bool,
    /// One letter that stands for the name after a single dash, if there is one.
    pub short: Option<char>,
    /// The value that stands where none is given; empty for none. The help shows it. Several values are parted by blanks.
    pub default: &'static str,
}

impl ToolOption {
    /// An optional `--name VALUE`.
    #[must_use]
    pub const fn new(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help, required: false, many: false, positional: false, short: None, default: "" }
    }

    /// The same, required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, as often as wanted.
    #[must_use]
    pub const fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// The same, with one letter as its short form.
    #[must_use]
    pub const fn short(mut self, letter: char) -> Self {
        self.short = Some(letter);
        self
    }

    /// The same, with a value that stands where none is given.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = value;
        self
    }

    /// The values that stand where none is given.
    pub fn defaults(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.default.split_ascii_whitespace()
    }

    /// The same, given by place.
    #[must_use]
    pub const fn positional(mut self) -> Self {
        self.positional = true;
        self
    }
}

/// The values that a tool was called with.
#[derive(Clone, Debug, Default)]
pub struct ToolArgs {
    values: BTreeMap<String, Vec<String>>,
}

impl ToolArgs {
    /// The values, by option name. A switch that was given has one empty value.
    #[must_use]
    pub const fn new(values: BTreeMap<String, Vec<String>>) -> Self {
        Self { values }
    }

    /// The same values with the defaults of the options that were not given, for calling a tool without a command line.
    #[must_use]
    pub fn with_defaults(mut self, options: &[ToolOption]) -> Self {
        for option in options.iter().filter(|option| !option.default.is_empty()) {
            self.values.entry(option.name.to_owned()).or_insert_with(|| option.defaults().map(str::to_owned).collect());
        }
        self
    }

    /// The value of an option, if it was given or has a default.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// Every value of an option that may be given more than once.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a switch was given.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The value of an option that is required or has a default, as what is asked for.
    ///
    /// # Errors
    /// If the option has no value, or one of another kind.
    pub fn value<T: std::str::FromStr>(&self, name: &str) -> Result<T, Box<dyn Error>> {
        let value = self.get(name).ok_or_else(|| format!("--{name} is missing"))?;
        value.parse().map_err(|_| format!("--{name}: `{value}` is not a value of the right kind").into())
    }

    /// The value of an option as a number, or `default` where it was not given.
    ///
    /// # Errors
    /// If the value is not such a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str, default: T) -> Result<T, Box<dyn Error>> {
        self.get(name).map_or(Ok(default), |value| {
            value.parse().map_err(|_| format!("--{name}: `{value}` is not a number of the right kind").into())
        })
    }
}

/// Where a tool prints to.
pub trait Console {
    /// A line of the result, to standard output.
    fn line(&mut self, text: &str);
    /// A line about the work going on, to standard error.
    fn progress(&mut self, text: &str);
}

/// Does a tool's work.
pub type RunTool = fn(&ToolArgs, &mut dyn Console) -> Result<(), Box<dyn Error>>;

/// A tool that this binary knows; made by [`register_tool!`](crate::register_tool).
pub struct ToolEntry {
    /// The command it stands under.
    pub verb: Verb,
    /// Its name: the stage's, as a rule.
    pub name: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// What it takes.
    pub options: &'static [ToolOption],
    /// The package that registered it.
    pub package: &'static str,
    /// Does it.
    pub run: RunTool,
}
