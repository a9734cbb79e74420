//! The corpora of the fuzz targets, replayed as plain tests.

#[expect(unreachable_pub, reason = "to the fuzz targets it is a library")]
#[path = "../fuzz/readers.rs"]
mod readers;

use std::fs;

use crate::binary::top;

/// Each file of a target's corpus, by its name.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = top().join("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 5, "the corpus of {target} is gone");
    files.iter().map(|file| (file.display().to_string(), fs::read(file).unwrap())).collect()
}

#[test]
fn no_input_that_fuzzing_began_with_breaks_a_reader() {
    let mut targets: Vec<_> = fs::read_dir(top().join("tests/fuzz/targets")).unwrap().collect();
    assert_eq!(targets.len(), 14, "a target for each source, for packed files, and for the stages");
    targets.sort_by_key(|target| target.as_ref().unwrap().file_name());
    for target in targets {
        let target = target.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        for (file, bytes) in corpus(&target) {
            let replay = || match target.as_str() {
                "stages" => readers::annotate(&String::from_utf8(bytes.clone()).unwrap()),
                source => readers::read(source, &bytes),
            };
            let calm = std::panic::catch_unwind(std::panic::AssertUnwindSafe(replay));
            assert!(calm.is_ok(), "{file} breaks the target {target}");
        }
    }
}
