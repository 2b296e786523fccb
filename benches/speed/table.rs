//! The tables at the end, and the figure.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use criterion::Criterion;
use serde_json::Value;

use crate::figure::{self, Point};
use crate::machine::{self, Machine};
use crate::work::{CHAINED, DETERMINISTIC_1, DETERMINISTIC_32, Shape, TRAIN_1, TRAIN_32};

/// What was measured so far.
#[derive(Debug)]
pub(crate) struct Table {
    /// The limits that were measured last.
    machine: Machine,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    network: &'static str,
    work: &'static str,
    multiply_adds: usize,
    nanoseconds: f64,
    gflops: f64,
    /// What the machine could do just before.
    machine: Machine,
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self { machine: Machine::UNKNOWN, rows: Vec::new() }
    }

    /// Measures what the machine can do at all, again before each network, since its clock changes.
    pub(crate) fn measure_machine(&mut self, criterion: &mut Criterion, network: &str) {
        self.machine = machine::measure(criterion, network);
    }

    /// What the machine could do at all when a network was measured.
    pub(crate) fn machine(&self, network: &str) -> Machine {
        let row = self.rows.iter().find(|row| row.network == network);
        row.map_or(Machine::UNKNOWN, |row| row.machine)
    }

    /// The best that it could do.
    fn best(&self) -> Machine {
        self.rows.iter().fold(Machine::UNKNOWN, |best, row| best.or(row.machine))
    }

    /// Adds what criterion just measured: `samples` of so many operations each.
    pub(crate) fn add(
        &mut self,
        shape: &Shape,
        work: &'static str,
        samples: usize,
        operations: usize,
    ) {
        let Shape { name: network, multiply_adds, .. } = *shape;
        let nanoseconds = nanoseconds(&format!("{network}/{work}")) / samples as f64;
        let gflops = operations as f64 / nanoseconds;
        let machine = self.machine;
        self.rows.push(Row { network, work, multiply_adds, nanoseconds, gflops, machine });
    }

    /// Nanoseconds a sample; not a number if it was filtered out.
    pub(crate) fn nanoseconds(&self, network: &str, work: &str) -> f64 {
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.network == network && row.work == work);
        row.map_or(f64::NAN, |row| row.nanoseconds)
    }

    /// Prints all that was measured.
    pub(crate) fn print(&self) {
        let Machine { gflops, copied } = self.best();
        println!(
            "\nthis machine: {gflops:.1} GFLOP/s, {copied:.0} GB/s copied, on one core at its best"
        );
        println!("\n| network | work | ns a sample | GFLOP/s | of the peak |");
        println!("|---|---|--:|--:|--:|");
        for row in self.rows.iter().filter(|row| row.nanoseconds.is_finite()) {
            println!(
                "| {} | {} | {:.2} | {:.2} | {:.1} % |",
                row.network,
                row.work,
                row.nanoseconds,
                row.gflops,
                100.0 * row.gflops / row.machine.gflops,
            );
        }
    }

    /// Prints how many times as long training takes that gives the same bits on every CPU.
    pub(crate) fn print_deterministic(&self) {
        for (work, deterministic) in [(TRAIN_32, DETERMINISTIC_32), (TRAIN_1, DETERMINISTIC_1)] {
            let of = |work| self.rows.iter().filter(move |row| row.work == work);
            let ratios = of(work).zip(of(deterministic));
            let ratios = ratios.map(|(fast, same)| same.nanoseconds / fast.nanoseconds);
            let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
            ratios.for_each(|ratio| (least, most) = (least.min(ratio), most.max(ratio)));
            if least <= most {
                println!("\n{deterministic}: {least:.2} to {most:.2} times as long as {work}");
            }
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

    /// Draws what each network takes in each work, if all were measured, and says where.
    pub(crate) fn draw(&self) -> Result<(), Box<dyn Error>> {
        let mut measured = self.rows.iter().map(|row| row.nanoseconds).chain([self.best().gflops]);
        if !measured.all(f64::is_finite) {
            return Ok(());
        }
        let mut works: Vec<(&str, Vec<Point>)> = Vec::new();
        // The line of those that wait for one another would lie on that of the others.
        for row in self.rows.iter().filter(|row| row.work != CHAINED) {
            let point = (row.multiply_adds as f64, row.nanoseconds);
            match works.iter_mut().find(|(work, _)| *work == row.work) {
                Some((_, points)) => points.push(point),
                None => works.push((row.work, vec![point])),
            }
        }
        let file = target().join("criterion/scale.svg");
        figure::write(&file, &works, 2.0 / self.best().gflops)?;
        println!("\nthe figure of them: {}", file.display());
        Ok(())
    }
}

impl Row {
    /// Picoseconds a multiply-add.
    fn picoseconds(&self) -> f64 {
        2000.0 / self.gflops
    }
}

/// The time of one call in the sample that others on the machine disturbed least; not a number if it was filtered
/// out.
pub(crate) fn nanoseconds(path: &str) -> f64 {
    let file = target().join("criterion").join(path).join("new/sample.json");
    let text = fs::read_to_string(&file).unwrap_or_default();
    // So that a later run never takes it for its own.
    drop(fs::remove_file(file));
    let samples: Value = serde_json::from_str(&text).unwrap_or_default();
    let numbers = |name| samples[name].as_array().into_iter().flatten().filter_map(Value::as_f64);
    let of_each = numbers("times").zip(numbers("iters")).map(|(time, calls)| time / calls);
    of_each.fold(f64::NAN, f64::min)
}

/// Where cargo builds.
fn target() -> PathBuf {
    let built = std::env::current_exe().unwrap_or_default();
    let target = built.ancestors().find(|path| path.ends_with("target"));
    target.map_or_else(|| PathBuf::from("target"), PathBuf::from)
}
