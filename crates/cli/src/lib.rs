//! Reads batches of news articles and marks what a careful desk editor would
