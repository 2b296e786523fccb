//! What must not compile, and what the compiler says then; what must compile.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew. They are rustc's own of the
//! toolchain in `rust-toolchain.toml`, and those of the default features.

#![cfg(feature = "std")]

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/parse/*.rs");
    cases.compile_fail("tests/ui/check/*.rs");
    cases.compile_fail("tests/ui/types/*.rs");
    cases.pass("tests/ui/pass/*.rs");
}
