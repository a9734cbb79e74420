//! The option `model`: the stage with a file of `copydesk train tokenizer`.

use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
use copydesk_tokenizer::{Config, Scratch, Tokenizer};

fn build(file: &str) -> Result<Tokenizer, String> {
    let config = Config { model: Some(file.into()) };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Tokenizer::build(config, &BuildContext::new(folder)).map_err(|error| error.to_string())
}

#[test]
fn a_model_is_found_beside_the_pipeline_file() {
    let stage = build("model/boundaries.bin").unwrap();
    let text = "Dr. Orr left Kelmouth. Nobody saw her go.";
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    let (_, sentences) = Stage::run(&stage, doc, (None,), &mut Scratch::default()).unwrap();
    assert_eq!(sentences.len(), 2);
}

#[test]
fn what_is_no_model_is_refused_by_its_path() {
    let missing = build("model/none.bin").err().unwrap();
    assert!(missing.contains("none.bin"), "{missing}");
    let foreign = build("Cargo.toml").err().unwrap();
    assert!(foreign.contains("Cargo.toml: not a model of this version of the tokenizer"), "{foreign}");
}
