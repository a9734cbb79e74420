//! Header fields, of WARC records and of HTTP answers.

/// The fields of a header. Names are found in any case; of a field given twice the first counts.
pub(super) struct Header(Vec<(String, String)>);

impl Header {
    /// The fields of these lines. A line that begins with a blank goes on with the one before; one without a colon is no field.
    /// Bytes that are not UTF-8 become U+FFFD: no field that is used here may hold them.
    pub(super) fn parse(lines: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(lines).lines() {
            let goes_on = line.starts_with([' ', '\t']);
            match (line.split_once(':'), fields.last_mut()) {
                (_, Some((_, value))) if goes_on => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (Some((name, value)), _) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
                _ => {}
            }
        }
        Self(fields)
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
