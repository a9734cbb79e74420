//! How many articles may fail before a run is broken off.

use std::fmt;
use std::str::FromStr;

use crate::run::report::account::Account;

/// Failures that are tolerated: so many, or so many in a hundred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MaxFailures {
    /// At most so many articles.
    Articles(u64),
    /// At most so many in a hundred; judged once there are a thousand articles.
    Percent(f64),
}

/// A share is judged over so many articles at the least: of fewer, a handful of bad files at the beginning would be too many.
const ENOUGH: u64 = 1000;

impl MaxFailures {
    /// Whether there were more.
    #[must_use]
    pub fn exceeded_by(self, account: &Account) -> bool {
        match self {
            Self::Articles(most) => account.failed > most,
            Self::Percent(most) => {
                let share = 100.0 * account.failed as f64 / account.read().max(1) as f64;
                account.read() >= ENOUGH && share > most
            }
        }
    }
}

impl FromStr for MaxFailures {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || "expected a number of articles, or a share like 2%".to_owned();
        match text.strip_suffix('%') {
            None => text.parse().map(Self::Articles).map_err(|_| bad()),
            Some(share) => {
                let share: f64 = share.trim().parse().map_err(|_| bad())?;
                if (0.0..=100.0).contains(&share) { Ok(Self::Percent(share)) } else { Err(bad()) }
            }
        }
    }
}

impl fmt::Display for MaxFailures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Articles(most) => write!(f, "{most} articles"),
            Self::Percent(most) => write!(f, "{most} % of the articles"),
        }
    }
}
