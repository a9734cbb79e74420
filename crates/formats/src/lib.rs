//! Sources and sinks of copydesk: what it reads articles from and writes records to
