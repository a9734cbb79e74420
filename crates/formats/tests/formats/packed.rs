//! gzip and zstd: whole, in parts, cut, damaged, and made to burst.

use std::io::Write;

use crate::reading::{folder, told_all};
use flate2::Compression;
use flate2::write::GzEncoder;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// Articles that do not pack into a single block.
fn articles(from: usize, to: usize) -> Vec<u8> {
    let word = |n: usize| format!("{:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let text = |n: usize| (0..40).map(|k| word(n * 40 + k)).collect::<Vec<_>>().join(" ");
    (from..to).map(|n| format!("{{\"id\":{n},\"text\":\"{}\"}}\n", text(n))).collect::<String>().into_bytes()
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = folder(&[(name, bytes)]);
    told_all(&[folder.path().into()])
}

/// How many articles were read, and the failures.
fn account(name: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    let (failed, done): (Vec<_>, Vec<_>) = read(name, bytes).into_iter().partition(|line| line.contains(": FAILED "));
    (done.len(), failed)
}

#[test]
fn packed_files_are_read_whatever_they_are_called() {
    for bytes in [gzip(&articles(0, 3)), zstd(&articles(0, 3))] {
        assert_eq!(account("a.jsonl", &bytes), (3, Vec::new()));
    }
    assert_eq!(read("a.txt.gz", &gzip(b"One.")), ["a.txt.gz: \"One.\""]);
    assert_eq!(read("a.txt.zst", &zstd(b"One.")), ["a.txt.zst: \"One.\""]);
    assert_eq!(account("a.jsonl.gz", &gzip(b"")), (0, Vec::new()));
}

#[test]
fn all_members_and_frames_are_read() {
    let halves = |pack: fn(&[u8]) -> Vec<u8>| [pack(&articles(0, 50)), pack(b""), pack(&articles(50, 90))].concat();
    assert_eq!(account("a.jsonl.gz", &halves(gzip)), (90, Vec::new()));
    assert_eq!(account("a.jsonl.zst", &halves(zstd)), (90, Vec::new()));
}

#[test]
fn a_cut_file_keeps_the_rows_before_the_cut() {
    for (name, whole) in [("a.jsonl.gz", gzip(&articles(0, 4000))), ("a.jsonl.zst", zstd(&articles(0, 4000)))] {
        for cut in [whole.len() / 2, whole.len() * 9 / 10] {
            let (done, failed) = account(name, &whole[..cut]);
            assert!(done * 10 > 4000 * 3, "{name}: {done} articles before the cut");
            assert_eq!(failed.len(), 1);
            assert!(failed[0].contains("is cut short after "), "{}", failed[0]);
            assert!(failed[0].starts_with(&format!("{name}:{}:", done + 1)), "{}", failed[0]);
        }
        let (done, failed) = account(name, &whole[..whole.len() - 1]);
        assert_eq!((done > 3000, failed.len()), (true, 1), "{name} without its last byte");
    }
}

#[test]
fn a_wrong_checksum_is_a_failure() {
    let mut bytes = gzip(&articles(0, 3));
    let crc = bytes.len() - 8;
    bytes[crc] ^= 1;
    let (done, failed) = account("a.jsonl.gz", &bytes);
    assert_eq!((done, failed.len()), (3, 1));
    assert!(failed[0].contains("damaged") && failed[0].contains("checksum"), "{}", failed[0]);
    let mut bytes = gzip(b"One.");
    let crc = bytes.len() - 8;
    bytes[crc] ^= 1;
    assert!(read("a.txt.gz", &bytes)[0].contains("checksum"));
}

#[test]
fn what_bursts_is_refused_and_the_next_row_is_read() {
    let mut rows = articles(0, 1);
    rows.extend_from_slice(b"{\"id\":1,\"text\":\"");
    rows.resize(rows.len() + (65 << 20), b'a');
    rows.extend_from_slice(b"\"}\n");
    rows.extend_from_slice(&articles(2, 3));
    for (name, bytes) in [("a.jsonl.gz", gzip(&rows)), ("a.jsonl.zst", zstd(&rows))] {
        let (done, failed) = account(name, &bytes);
        assert_eq!(done, 2);
        assert!(failed[0].starts_with(&format!("{name}:2: FAILED longer than 67108864 bytes")), "{failed:?}");
    }
    assert!(read("a.txt.gz", &gzip(&rows))[0].starts_with("a.txt.gz: FAILED longer than 67108864 bytes"));
}

#[test]
fn a_zstd_window_beyond_the_limit_is_refused() {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(28).unwrap();
    encoder.write_all(&articles(0, 3)).unwrap();
    let (done, failed) = account("a.jsonl.zst", &encoder.finish().unwrap());
    assert_eq!(done, 0);
    assert!(failed[0].contains("Frame requires too much memory"), "{}", failed[0]);
}
