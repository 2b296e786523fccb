//! The table at the end.

use std::fs;
use std::path::PathBuf;

use crate::machine::Machine;

/// What was measured so far.
#[derive(Debug)]
pub(crate) struct Table {
    machine: Machine,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    network: &'static str,
    work: &'static str,
    nanoseconds: f64,
    gflops: f64,
}

impl Table {
    pub(crate) const fn new(machine: Machine) -> Self {
        Self { machine, rows: Vec::new() }
    }

    /// Adds what criterion just measured at `path`: `samples` of so many operations each.
    pub(crate) fn add(
        &mut self,
        network: &'static str,
        work: &'static str,
        path: &str,
        samples: usize,
        operations: usize,
    ) {
        let nanoseconds = nanoseconds(path) / samples as f64;
        let gflops = operations as f64 / nanoseconds;
        self.rows.push(Row { network, work, nanoseconds, gflops });
    }

    /// Prints all that was measured.
    pub(crate) fn print(&self) {
        let Machine { gflops, copied } = self.machine;
        println!("\nthis machine: {gflops:.1} GFLOP/s, {copied:.0} GB/s copied, on one core");
        println!("\n| network | work | ns a sample | GFLOP/s | of the peak |");
        println!("|---|---|--:|--:|--:|");
        for row in self.rows.iter().filter(|row| row.nanoseconds.is_finite()) {
            println!(
                "| {} | {} | {:.2} | {:.2} | {:.1} % |",
                row.network,
                row.work,
                row.nanoseconds,
                row.gflops,
                100.0 * row.gflops / gflops,
            );
        }
    }

    /// Prints picoseconds a multiply-add, which is two operations: a row for each network, a column
    /// for each work. Below them is how often the dearest is the cheapest.
    pub(crate) fn print_by_multiply_add(&self) {
        let networks: Vec<&[Row]> = self.rows.chunk_by(|a, b| a.network == b.network).collect();
        let works: Vec<&str> = networks[0].iter().map(|row| row.work).collect();
        println!("\n| ps a multiply-add | {} |", works.join(" | "));
        println!("|---|{}", "--:|".repeat(works.len()));
        for rows in &networks {
            let costs = rows.iter().map(|row| format!("{:.1}", row.picoseconds()));
            println!("| {} | {} |", rows[0].network, costs.collect::<Vec<_>>().join(" | "));
        }
        let ratios = (0..works.len()).map(|work| {
            let costs = || networks.iter().map(|rows| rows[work].picoseconds());
            let ratio = costs().fold(0.0, f64::max) / costs().fold(f64::INFINITY, f64::min);
            format!("{ratio:.2}")
        });
        println!("| dearest : cheapest | {} |", ratios.collect::<Vec<_>>().join(" | "));
    }
}

impl Row {
    /// Picoseconds a multiply-add.
    fn picoseconds(&self) -> f64 {
        2000.0 / self.gflops
    }
}

/// The median time of one call that criterion found in this run; not a number if it was filtered out.
pub(crate) fn nanoseconds(path: &str) -> f64 {
    let file = target().join("criterion").join(path).join("new/estimates.json");
    let text = fs::read_to_string(&file).unwrap_or_default();
    // So that a later run never takes it for its own.
    drop(fs::remove_file(file));
    let estimates: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    estimates["median"]["point_estimate"].as_f64().unwrap_or(f64::NAN)
}

/// Where cargo builds.
fn target() -> PathBuf {
    let built = std::env::current_exe().unwrap_or_default();
    let target = built.ancestors().find(|path| path.ends_with("target"));
    target.map_or_else(|| PathBuf::from("target"), PathBuf::from)
}
