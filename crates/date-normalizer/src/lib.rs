//! Stage date-normalizer: temporal expressions as TIMEX3 values
