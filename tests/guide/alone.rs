//! Packages that depend on ours, outside the workspace: one without the stock stages, one with two versions of core.

use crate::outside::Outside;
use crate::top;

#[test]
fn a_binary_with_a_third_partys_stage_and_sink_alone_builds_and_runs() {
    let mut outside = Outside::new();
    outside.package("tests/outside");
    let stages = outside.run("cargo run -q -- stages");
    assert!(stages.contains("acme.shouting") && stages.contains("acme.csv"), "{stages}");
    assert!(!stages.contains("tokenizer"), "the stock stages are there as well:\n{stages}");
    outside.write("a.txt", "Émile said: “STOP the FERRY; now”.\n");
    outside.run("cargo run -q -- run pipeline.toml a.txt -o out");
    let rows = "a.txt;acme.shouting;13;17;STOP\r\na.txt;acme.shouting;22;27;FERRY\r\n";
    assert_eq!(outside.read("out/rows.csv"), rows);
    outside.write("stock.toml", "[[stage]]\nuse = \"tokenizer\"\n");
    let (well, printed) = outside.attempt("cargo run -q -- check stock.toml");
    assert!(!well && printed.contains("no stage `tokenizer` is linked"), "{printed}");
    assert!(printed.contains("linked packages: `acme-press`"), "{printed}");
}

#[test]
fn two_versions_of_core_are_refused_by_name() {
    let outside = Outside::new();
    let manifest = std::fs::read_to_string(top().join("crates/core/Cargo.toml")).unwrap();
    let links = manifest.lines().find(|line| line.starts_with("links")).unwrap_or_default();
    let other = format!("[package]\nname = \"copydesk-core\"\nversion = \"9.0.0\"\nedition = \"2024\"\n{links}\n");
    outside.write_all(&[
        ("other/Cargo.toml", &other),
        ("other/build.rs", "fn main() {}"),
        ("other/src/lib.rs", ""),
        ("Cargo.toml", &both(&top().join("crates/core").display().to_string())),
        ("src/lib.rs", ""),
    ]);
    let (well, printed) = outside.attempt("cargo tree");
    assert!(!well && printed.contains("links to the native library `copydesk-core`, but it conflicts"), "{printed}");
}

/// A manifest that asks for two versions of core.
fn both(core: &str) -> String {
    format!(
        "[package]\nname = \"acme-both\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
         copydesk-core = {{ path = \"{core}\" }}\nother = {{ package = \"copydesk-core\", path = \"other\" }}\n[workspace]\n"
    )
}
