//! What the theory of neural networks claims, each claim with an experiment that it has to pass.
//!
//! `cargo run --release --example theory -- all` runs all of them, writes their figures to `docs/figures` and what was
//! found to `docs/theory.md`; `-- T4` runs one. The exit code is not 0 if a threshold is missed.

#![allow(clippy::cast_possible_truncation, reason = "numbers go from double to single precision")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use report::table::Table;
use report::{Claim, Findings, page};

mod t1_perceptron;
mod t2_exclusive_or;
mod t3_approximation;
mod t4_depth;
mod t5_batches;
mod t6_learning_rate;
mod t7_momentum;
mod t8_vanishing_gradient;

#[path = "../data/digits.rs"]
mod digits;
mod figure;
mod progress;
mod report;
mod statistics;
mod tasks;

const CLAIMS: [Claim; 8] = [
    t1_perceptron::CLAIM,
    t2_exclusive_or::CLAIM,
    t3_approximation::CLAIM,
    t4_depth::CLAIM,
    t5_batches::CLAIM,
    t6_learning_rate::CLAIM,
    t7_momentum::CLAIM,
    t8_vanishing_gradient::CLAIM,
];

/// Shows what the theory of neural networks claims.
#[derive(Parser)]
struct Options {
    /// `all`, or the claims to show, such as `T4`.
    #[arg(required = true, value_parser = claims)]
    claims: Vec<&'static str>,
    /// Where the figures go, and with `all` what was found.
    #[arg(long, default_value = "docs")]
    out: PathBuf,
}

/// `all`, or the name of a claim.
fn claims(word: &str) -> Result<&'static str, String> {
    let mut names = CLAIMS.iter().map(|claim| claim.name).chain([ALL]);
    names.find(|name| name.eq_ignore_ascii_case(word)).ok_or_else(list)
}

/// What can be asked for.
fn list() -> String {
    let lines = CLAIMS.iter().map(|claim| format!("\n  {}   {}", claim.name, claim.sentence));
    format!("there are\n  all  all of them{}", lines.collect::<String>())
}

const ALL: &str = "all";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::parse();
    let figures = options.out.join("figures");
    fs::create_dir_all(&figures)?;
    let all = options.claims.contains(&ALL);
    let start = Instant::now();
    let mut found = Vec::new();
    for claim in CLAIMS.iter().filter(|claim| all || options.claims.contains(&claim.name)) {
        let start = Instant::now();
        let findings = (claim.experiment)()?;
        findings.figure.write(&figures.join(claim.file))?;
        show(claim, &findings, start);
        found.push((claim, findings));
    }
    if all {
        fs::write(options.out.join("theory.md"), page::of(&found))?;
    }
    println!("{}\n{:.0} s in all", summary(&found), start.elapsed().as_secs_f64());
    let holds = found.iter().all(|(_, findings)| findings.holds());
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(claim: &Claim, findings: &Findings, start: Instant) {
    println!("{}: {}\n\n{}", claim.name, claim.sentence, findings.table);
    let text = page::wrapped(&findings.text.replace("**", ""));
    println!("{text}\n\n({:.1} s)\n", start.elapsed().as_secs_f64());
}

/// All claims, with what was measured and what had to be met.
fn summary(found: &[(&Claim, Findings)]) -> Table {
    let mut table = Table::new(["claim", "what was measured", "it is", "must be", "met"]);
    for (claim, findings) in found {
        for check in &findings.checks {
            let [what, measured, threshold, met] = check.cells();
            table.row([claim.name.to_owned(), what, measured, threshold, met]);
        }
    }
    table
}
