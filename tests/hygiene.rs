//! Crates that use sinew in unusual ways: renamed, through a third crate, without `std` and with
//! strict lints. They stand in `tests/hygiene`, a workspace of their own.

use std::path::Path;
use std::process::Command;

/// Runs cargo on the workspace of these crates.
#[track_caller]
fn cargo(arguments: &[&str]) {
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--manifest-path")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("hygiene/Cargo.toml"))
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("hygiene"))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "cargo {}", arguments.join(" "));
}

#[test]
fn renamed_and_reexported() {
    cargo(&["test", "--workspace", "--exclude", "hygiene-strict"]);
}

/// By itself, so that no other crate asks for `std`.
#[test]
fn strict_and_without_std() {
    cargo(&["build", "--package", "hygiene-strict"]);
}
