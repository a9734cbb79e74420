//! The option `model`: the stage with a file of `copydesk train quote-attributor`.

use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Stage};
use copydesk_layers::Quote;
use copydesk_quote_attributor::{Config, QuoteAttributor};

fn build(file: &str) -> Result<QuoteAttributor, String> {
    let config = Config { model: Some(file.into()), ..Config::default() };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    QuoteAttributor::build(config, &BuildContext::new(folder)).map_err(|error| error.to_string())
}

#[test]
fn a_model_is_found_beside_the_pipeline_file() {
    let stage = build("model/quotes.bin").unwrap();
    let mut article = Article::new("1", "“We open in June,” said Ines Okafor.").unwrap();
    article.layers = copydesk_layers::plain::layers(article.text());
    let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut()).unwrap();
    assert_eq!(rows[0].as_any().downcast_ref::<Vec<Quote>>().unwrap().len(), 1);
}

#[test]
fn what_is_no_model_is_refused_by_its_path() {
    let missing = build("model/none.bin").err().unwrap();
    assert!(missing.contains("none.bin"), "{missing}");
    let foreign = build("Cargo.toml").err().unwrap();
    assert!(foreign.contains("Cargo.toml: not a model of the quote-attributor"), "{foreign}");
}
