//! What the first bytes of a file say it is.

/// How a file's bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// How a file that begins like this is packed, or why it is not read at all.
pub(super) fn packing(head: &[u8], name: &str) -> Result<Packing, String> {
    if head.starts_with(b"BZh") && head.get(4..10) == Some(b"1AY&SY") {
        return Err(BZIP2.to_owned());
    }
    let lower = name.to_ascii_lowercase();
    let is_zip = lower.rsplit_once('.').is_some_and(|(_, extension)| ZIPPED.contains(&extension));
    let refused = UNREAD.iter().find(|(magic, refusal)| head.starts_with(magic) && !(is_zip && *refusal == ZIP));
    if let Some((_, refusal)) = refused {
        return Err((*refusal).to_owned());
    }
    let found = if head.starts_with(&[0x1F, 0x8B]) {
        Packing::Gzip
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) || skippable_zstd(head) {
        Packing::Zstd
    } else {
        Packing::Plain
    };
    let named = match lower.rsplit_once('.') {
        Some((_, "gz")) => Packing::Gzip,
        Some((_, "zst")) => Packing::Zstd,
        _ => return Ok(found),
    };
    if found == named { Ok(found) } else { Err(format!("is named like a {named:?} file and does not begin like one")) }
}

/// zstd lets a frame of the writer's own stand before the data.
fn skippable_zstd(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

/// The refusal of a file with such an extension.
pub(super) fn archive_extension(extension: &str) -> Option<&'static str> {
    match extension {
        "xlsx" => Some(XLSX),
        "pdf" => Some(PDF),
        "bz2" => Some(BZIP2),
        "xz" => Some(XZ),
        "7z" => Some(SEVEN),
        _ => None,
    }
}

/// Extensions of files that are zip archives, and are read by sources that know it.
const ZIPPED: [&str; 3] = ["zip", "docx", "xlsx"];

const ZIP: &str = "is a zip archive: name it .zip to have the files in it read";
const BZIP2: &str = "is packed with bzip2: unpack it, or pack it with gzip or zstd";
const XZ: &str = "is packed with xz: unpack it, or pack it with gzip or zstd";
const SEVEN: &str = "is a 7z archive, which is not read: unpack it and give the folder";
const PDF: &str = "is a PDF, which is not read: take the text out of it";
const XLSX: &str = "is a workbook, which this build does not read: save it as CSV, or build it with `--features xlsx`";
const IMAGE: &str = "is an image, not an article";

/// First bytes that no format read here begins with.
const UNREAD: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xFD7zXZ\0", XZ),
    (b"7z\xBC\xAF\x27\x1C", SEVEN),
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n", IMAGE),
    (b"\xFF\xD8\xFF", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"\x7FELF", "is a program, not an article"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide_and_a_name_that_contradicts_them_is_an_error() {
        assert_eq!(packing(b"{\"id\":1}", "a.jsonl"), Ok(Packing::Plain));
        assert_eq!(packing(b"\x1f\x8b\x08", "a.jsonl"), Ok(Packing::Gzip));
        assert_eq!(packing(b"\x28\xb5\x2f\xfd", "a.jsonl.ZST"), Ok(Packing::Zstd));
        assert_eq!(packing(b"", "a.txt"), Ok(Packing::Plain));
        assert!(packing(b"{}", "a.jsonl.gz").unwrap_err().contains("Gzip"));
        assert!(packing(b"\x1f\x8b\x08", "a.jsonl.zst").is_err());
        assert!(packing(b"%PDF-1.7 and more", "a.html").unwrap_err().contains("PDF"));
        assert!(packing(b"PK\x03\x04 and more", "a.txt").unwrap_err().contains("zip archive"));
    }
}
