//! How deep JSON is nested, seen without recursion.

/// Whether any value stands more than `limit` lists and objects deep. What is no JSON may be judged either way.
pub(super) fn is_deeper(json: &[u8], limit: u32) -> bool {
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(byte) = json.get(at) {
        at += 1;
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => at = behind_string(json, at),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// Where the string ends whose first character stands at `at`.
fn behind_string(json: &[u8], mut at: usize) -> usize {
    while let Some(found) = json.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if json[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_outside_strings() {
        let table = [(r#"{"a":[1,{"b":[]}]}"#, 4), (r#"["[[[[","\"[[[[\\",[]]"#, 2), ("7", 0), (r#"{"a":"[\"#, 1)];
        for (json, depth) in table {
            assert!(!is_deeper(json.as_bytes(), depth), "{json}");
            assert!(depth == 0 || is_deeper(json.as_bytes(), depth - 1), "{json}");
        }
    }
}
