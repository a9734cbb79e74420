//! The options beside a `use`: are they known, and are their values of the right type?

use std::ops::Range;

use copydesk_core::OptionsInfo;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::problem::Problem;
use super::suggest::did_you_mean;
use super::values;

/// A key and its value, with their places.
pub(crate) type Entry<'t, 'i> = (&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>);

/// What is known of the options of one stage, source or sink.
#[derive(Clone)]
pub(crate) struct Options {
    /// What they belong to, for messages ("stage `tokenizer`").
    pub(crate) of: String,
    /// The default of every option.
    pub(crate) defaults: Value,
    /// The options' schema, for their types.
    pub(crate) schema: Value,
    /// Whether a table of options can be read.
    pub(crate) accepts: fn(&Value) -> Result<(), String>,
}

/// Options as found in a file: their values, and where each stands.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) values: Map<String, Value>,
    places: Vec<(String, Range<usize>)>,
}

impl Found {
    /// The place of an option's value.
    pub(crate) fn place(&self, option: &str) -> Option<Range<usize>> {
        self.places.iter().find(|(name, _)| name == option).map(|(_, place)| place.clone())
    }
}

impl Options {
    pub(crate) fn of(of: impl Into<String>, info: OptionsInfo) -> Self {
        Self { of: of.into(), defaults: (info.defaults)(), schema: (info.schema)(), accepts: info.accepts }
    }

    /// These options and those of `more`; each table of options is still judged by its own type.
    pub(crate) fn beside(&self, more: OptionsInfo) -> Self {
        let mut all = self.clone();
        if let (Value::Object(all), Value::Object(more)) = (&mut all.defaults, (more.defaults)()) {
            all.extend(more);
        }
        let schema = (more.schema)();
        if let (Some(all), Some(more)) = (all.schema["properties"].as_object_mut(), schema["properties"].as_object()) {
            all.extend(more.clone());
        }
        all
    }

    /// The same, judged by another type.
    pub(crate) fn judged_by(&self, accepts: fn(&Value) -> Result<(), String>) -> Self {
        Self { accepts, ..self.clone() }
    }

    fn names(&self) -> Vec<&str> {
        self.defaults.as_object().map_or_else(Vec::new, |table| table.keys().map(String::as_str).collect())
    }

    /// The options in `table`, keys in `beside` aside; every unknown or unreadable one becomes a problem.
    pub(crate) fn check(&self, table: &DeTable<'_>, beside: &[&str], problems: &mut Vec<Problem>) -> Found {
        let mut found = Found::default();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if beside.contains(&name) {
                continue;
            }
            match self.value((key, value), beside) {
                Ok(json) => {
                    found.values.insert(name.to_owned(), json);
                    found.places.push((name.to_owned(), value.span()));
                }
                Err(problem) => problems.push(problem),
            }
        }
        found
    }

    fn value(&self, (key, value): Entry<'_, '_>, beside: &[&str]) -> Result<Value, Problem> {
        let name = key.get_ref().as_ref();
        if !self.names().contains(&name) {
            return Err(self.unknown(name, key.span(), beside));
        }
        let json = values::to_json(value)?;
        // One option alone, all others at their defaults: what is refused is this value.
        let alone = Value::Object(Map::from_iter([(name.to_owned(), json.clone())]));
        (self.accepts)(&alone).map_err(|why| self.wrong(name, value, &why))?;
        Ok(json)
    }

    fn unknown(&self, name: &str, place: Range<usize>, beside: &[&str]) -> Problem {
        let names = self.names();
        let all = names.iter().chain(beside).copied();
        let help = did_you_mean(name, all).unwrap_or_else(|| match names.as_slice() {
            [] => format!("{} has no options", self.of),
            names => format!("its options are {}", quoted(names)),
        });
        Problem::at(place, format!("{} has no option `{name}`", self.of), "unknown option").help(help)
    }

    fn wrong(&self, name: &str, value: &Spanned<DeValue<'_>>, why: &str) -> Problem {
        let found = values::kind(value.get_ref());
        let default = &self.defaults[name];
        let expected = self.schema["properties"][name]["description"]
            .as_str()
            .map(|text| format!("`{name}`: {}", text.trim_end_matches('.')));
        let default = (!default.is_null()).then(|| format!("the default is {default}"));
        let help = [expected, default].into_iter().flatten().collect::<Vec<_>>().join("; ");
        let help = if help.is_empty() { None } else { Some(help) };
        Problem::at(value.span(), format!("{} cannot use this value of `{name}`: {why}", self.of), found)
            .maybe_help(help)
    }
}

/// "`a`, `b`, `c`"
pub(crate) fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
