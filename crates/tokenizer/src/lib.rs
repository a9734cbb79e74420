//! Stage tokenizer: words and sentences of English news text
