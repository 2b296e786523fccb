//! Tells the linker what memory the device has.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    if env::var("CARGO_CFG_TARGET_OS")? != "none" {
        // On a host the programs are linted, but not linked.
        return Ok(());
    }
    let (target, out) = (env::var("TARGET")?, env::var("OUT_DIR")?);
    let memory = format!("memory/{target}.x");
    fs::copy(&memory, Path::new(&out).join("memory.x"))?;
    println!("cargo:rustc-link-search={out}");
    println!("cargo:rustc-link-arg-bins=-Tlink.x");
    println!("cargo:rerun-if-changed={memory}");
    Ok(())
}
