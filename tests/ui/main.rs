//! What must not compile, and what the compiler says then.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew. They are rustc's own of the
//! toolchain in `rust-toolchain.toml`, and those of the default features.

use std::{fs, io};

/// With no case that compiles among them, all are compiled by one call of cargo, several at once.
#[test]
fn what_must_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("parse/*.rs");
    cases.compile_fail("check/*.rs");
    cases.compile_fail("types/*.rs");
}

/// Sizes are said in plain numbers: no message shows how `typenum` writes them.
#[test]
fn sizes_are_plain_numbers() -> io::Result<()> {
    let mut messages = 0;
    for folder in ["parse", "check", "types"] {
        for case in fs::read_dir(folder)? {
            let path = case?.path();
            if path.extension().is_some_and(|extension| extension == "stderr") {
                let message = fs::read_to_string(&path)?;
                assert!(!message.contains("UInt<"), "{}: {message}", path.display());
                messages += 1;
            }
        }
    }
    assert!(messages >= 80, "{messages} messages");
    Ok(())
}
