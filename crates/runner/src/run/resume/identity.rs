//! What decides the bytes of a run, beside its articles: a run is resumed only where all of it is as it was.
//!
//! It is kept as names and values, so that a refusal can say what changed. The files of the input are known by their names,
//! sizes, times of change and a sample of their bytes: a resumed run does not read again all that it has done. Whoever changes a
//! long file between the samples and sets its old time again is not noticed; whoever copies the files with new times is refused.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The name of the part of the input that is done.
pub(crate) const SHARD: &str = "`--shard`";

/// The name of the program.
pub(crate) const COPYDESK: &str = "copydesk";

/// The name of the date of articles that bring none.
pub(crate) const PUBLISHED: &str = "`--published`";

/// The name of whether the run adds to an earlier one.
pub(crate) const ADD: &str = "`--add`";

/// The name of the inputs as they were given.
pub(crate) const INPUTS: &str = "the list of inputs";

/// The name of what the inputs hold.
pub(crate) const INPUT: &str = "the input";

/// The beginning of the name of an input file.
pub(crate) const INPUT_FILE: &str = "the input file ";

/// Differences that are named one by one: more would not be read.
const MOST_NAMED: usize = 5;

/// Names and values, in the order in which people read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Identity(Map<String, Value>);

impl Identity {
    /// The same of the whole run, for that of a shard.
    pub(crate) fn unsharded(&self) -> Self {
        let mut whole = self.clone();
        whole.put(SHARD, String::new());
        whole
    }

    /// The same without what differs from day to day: which articles are read, and whether they are added.
    pub(crate) fn of_any_input(&self) -> Self {
        let daily = ["`--limit`", PUBLISHED, "`--retry`", SHARD, ADD, INPUTS, INPUT];
        let stays = |name: &str| !daily.contains(&name) && !name.starts_with(INPUT_FILE);
        Self(self.0.iter().filter(|(name, _)| stays(name)).map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// Whether the run does a part of its input only.
    pub(crate) fn is_of_part(&self) -> bool {
        let given = |name: &str| self.value(name).is_some_and(|value| !value.is_empty());
        given(SHARD) || given("`--retry`")
    }

    pub(crate) fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), Value::String(value));
    }

    /// The value of this name.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// What is not as it was, in words; nothing if all is the same.
    pub(crate) fn changes_to(&self, now: &Self) -> Option<String> {
        let value =
            |all: &Self, name: &str| all.value(name).filter(|value| !value.is_empty()).unwrap_or("none").to_owned();
        let gone = self.0.keys().filter(|name| !now.0.contains_key(*name));
        let changes = gone.chain(now.0.keys()).filter(|name| self.0.get(*name) != now.0.get(*name));
        let named: Vec<_> =
            changes.map(|name| format!("{name} was {} and is {}", value(self, name), value(now, name))).collect();
        let more = named.len().saturating_sub(MOST_NAMED);
        let list = named.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join("; ");
        match (named.is_empty(), more) {
            (true, _) => None,
            (false, 0) => Some(list),
            (false, _) => Some(format!("{list}; and {more} more")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_by_name_with_both_values() {
        let mut then = Identity::default();
        then.put("stage 1", "tokenizer {}".to_owned());
        then.put("`--limit`", String::new());
        let mut now = then.clone();
        assert_eq!(then.changes_to(&now), None);
        now.put("`--limit`", "5".to_owned());
        now.put("stage 2", "summarizer {}".to_owned());
        let told = "`--limit` was none and is 5; stage 2 was none and is summarizer {}";
        assert_eq!(then.changes_to(&now).as_deref(), Some(told));
    }
}
