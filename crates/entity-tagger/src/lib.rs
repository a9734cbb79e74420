//! Stage entity-tagger: who and what is named in an article, and which names are the same one
