//! Stage cleaner: tells an article's body from headline, byline, dateline, captions, credits and boilerplate
