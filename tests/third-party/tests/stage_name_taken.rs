//! Two stages of one name are refused at the start, with where they come from and what to do.

use copydesk_core::{BuildContext, Clash, DynStage, Origin, Registry, RegistryError, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Config {}

enum Never {}

fn build(_: Config, _: &BuildContext<'_>) -> Result<Sentiment, StageError> {
    Err(StageError::new("never built"))
}

struct Sentiment(Never);

impl DynStage for Sentiment {
    fn reads(&self) -> Vec<copydesk_core::Read> {
        match self.0 {}
    }

    fn writes(&self) -> Vec<copydesk_core::layer::LayerInfo> {
        match self.0 {}
    }

    fn scratch(&self) -> Box<dyn std::any::Any + Send> {
        match self.0 {}
    }

    fn run(
        &self,
        _: &copydesk_core::Article,
        _: &copydesk_core::Budget,
        _: &mut dyn std::any::Any,
    ) -> Result<Vec<Box<dyn copydesk_core::layer::Rows>>, StageError> {
        match self.0 {}
    }
}

register_stage!(by options Config, "acme.sentiment", "one", build);
register_stage!(by options Config, "acme.sentiment", "another", build);

#[test]
fn two_stages_of_one_name_are_refused_with_what_to_do() {
    let error = Registry::linked().err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(
        error,
        "two stages are called `acme.sentiment`: one is of package `acme-desk`, the other of package `acme-desk`; rename one (its \
         `const NAME`), or remove one"
    );
}

#[test]
fn two_versions_of_a_package_are_named_with_both() {
    let of = |version| Origin { package: "acme-sentiment", version, row: None };
    let name = "acme.sentiment".to_owned();
    let clash = Clash { what: "stage", name, first: of("0.1.0"), second: of("0.2.0") };
    let error = RegistryError::Twice(Box::new(clash)).to_string();
    assert!(error.contains("versions 0.1.0 and 0.2.0") && error.contains("cargo tree --duplicates"), "{error}");
}
