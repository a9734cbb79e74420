//! Notes in small print: what a house says of itself under its press releases, rules for commenters.

/// The largest type that is small print, in points of a screen.
const LARGEST: f32 = 12.0;
/// The usual size of type, which relative sizes count from.
const USUAL: f32 = 16.0;

/// Whether an inline style asks for small print.
pub(super) fn is_small(style: &str) -> bool {
    size(style).is_some_and(|size| size <= LARGEST)
}

/// The size of type that an inline style asks for.
fn size(style: &str) -> Option<f32> {
    let value = style.split(';').find_map(|rule| rule.trim().strip_prefix("font-size"))?;
    let value = value.trim_start().strip_prefix(':')?.trim();
    let unit_at = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let (number, unit) = value.split_at(unit_at);
    let scale = match unit.split_whitespace().next().unwrap_or_default() {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "em" | "rem" => USUAL,
        "%" => USUAL / 100.0,
        "x-small" | "xx-small" => return Some(LARGEST - 2.0),
        _ => return None,
    };
    number.parse::<f32>().ok().map(|number| number * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_any_unit() {
        assert_eq!(size("color: red; font-size: 12px"), Some(12.0));
        assert_eq!(size("font-size:9pt"), Some(12.0));
        assert_eq!(size("font-size: 75% !important"), Some(12.0));
        assert_eq!(size("font-size: x-small"), Some(10.0));
        assert_eq!(size("font-size: inherit"), None);
        assert_eq!(size("line-height: 12px"), None);
    }
}
