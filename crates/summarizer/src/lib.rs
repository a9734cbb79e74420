//! Stage summarizer: an extractive summary in the article's own sentences
