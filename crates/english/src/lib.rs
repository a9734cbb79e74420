//! Words of English that several stages know.
//!
//! A word list that more than one stage reads stands here once, with a small reader beside it. What only one stage asks for
//! stays in that stage's `data/`. Nothing here knows of layers or articles.
