//! How many instructions small networks take: `cargo bench --bench instructions`.
//!
//! Callgrind counts one call of each work. It fails if a count is above that of `baseline.csv` by
//! more than the tolerance; `-- --accept` writes that file anew. Counts are of the toolchain in
//! `rust-toolchain.toml` and of the level that the file names: Valgrind knows no AVX-512.

mod baseline;
mod callgrind;
#[path = "../samples.rs"]
mod samples;
mod work;

use std::process::ExitCode;

use clap::Parser;
use fearless_simd::Level;
use sinew::prelude::*;

network! { pub struct N1< 2 => 8 relu => 1 sigmoid >; }
network! { pub struct N2< 4 => 16 tanh => 16 tanh => 2 >; }
network! { pub struct N3< 64 => 32 relu => 10 softmax >; }

/// Counts the instructions that small networks take, and holds them against the committed counts.
#[derive(Parser)]
struct Options {
    /// Commit to what is counted now.
    #[arg(long)]
    accept: bool,
    /// Do the works: so callgrind runs this program.
    #[arg(long, hide = true)]
    work: bool,
    /// Cargo runs every benchmark with it.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = match (options.work, options.accept) {
        (true, _) => Ok(run_works()),
        (_, true) => callgrind::count().and_then(|counts| baseline::write(&counts)),
        (_, false) => callgrind::count().and_then(|counts| baseline::compare(&counts)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the level, and the name of each work before it is done.
fn run_works() {
    let level = format!("{:?}", Level::new());
    println!("{}", level.split('(').next().unwrap_or_default());
    work::run("N1 2-8-1", N1::seeded(7), MeanSquaredError);
    work::run("N2 4-16-16-2", N2::seeded(7), MeanSquaredError);
    work::run("N3 64-32-10", N3::seeded(7), CrossEntropy);
}
