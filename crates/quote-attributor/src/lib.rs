//! Stage quote-attributor: who said what
