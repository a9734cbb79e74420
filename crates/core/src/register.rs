//! One line that makes a stage, layer, source, sink or tool known to every binary that links its crate.

/// Registers a stage, under the name and version of the calling package.
///
/// A crate that the final binary does not name is not linked, and what it registers is then not there: the binary's main
/// file holds `use acme_sentiment as _;`.
///
/// `register_stage!(by options Config, "name", "one line", build)` registers a stage whose layers depend on its options:
/// `build` makes a [`DynStage`](crate::DynStage) of the options.
#[macro_export]
macro_rules! register_stage {
    (by options $config:ty, $name:expr, $about:expr, $build:expr) => {
        $crate::inventory::submit! {
            $crate::StageEntry {
                name: $name,
                about: $about,
                package: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                reads: Vec::new,
                writes: Vec::new,
                options: $crate::OptionsInfo::of::<$config>(),
                build: |options, cx| {
                    let config = $crate::options::read(options).map_err($crate::StageError::new)?;
                    Ok(Box::new($build(config, cx)?))
                },
            }
        }
    };
    ($stage:ty) => {
        $crate::inventory::submit! {
            $crate::StageEntry::of::<$stage>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        }
    };
}

/// Registers a layer that no stage of this crate writes, so that records which hold it can be read back.
#[macro_export]
macro_rules! register_layer {
    ($layer:ty) => {
        $crate::inventory::submit! {
            $crate::LayerEntry {
                info: $crate::layer::LayerInfo::of::<$layer>,
                package: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            }
        }
    };
}

/// Registers a source.
#[macro_export]
macro_rules! register_source {
    ($source:ty) => {
        $crate::inventory::submit! {
            $crate::source::SourceEntry::of::<$source>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        }
    };
}

/// Registers a sink.
#[macro_export]
macro_rules! register_sink {
    ($sink:ty) => {
        $crate::inventory::submit! {
            $crate::sink::SinkEntry::of::<$sink>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        }
    };
}

/// Registers a tool: `register_tool!(Train, "entity-tagger", "one line", OPTIONS, run)`.
#[macro_export]
macro_rules! register_tool {
    ($verb:ident, $name:expr, $about:expr, $options:expr, $run:expr) => {
        $crate::inventory::submit! {
            $crate::tool::ToolEntry {
                verb: $crate::tool::Verb::$verb,
                name: $name,
                about: $about,
                options: $options,
                run: $run,
                package: env!("CARGO_PKG_NAME"),
            }
        }
    };
}
