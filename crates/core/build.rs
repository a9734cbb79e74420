//! Does nothing: cargo asks for a build script where a manifest has the key `links`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
