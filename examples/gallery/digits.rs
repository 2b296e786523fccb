//! Handwritten digits, learned from four fifths of 1797 images and tried on the fifth that was kept back.
//!
//! `cargo run --release --example digits` shows what is taken for what;
//! `cargo run --release --example digits -- --figure digits.svg` draws the losses of the epochs too;
//! `cargo run --release --example digits -- --seeds 40` tries other fifths and other starts.

#[path = "../data/digits.rs"]
mod digits;

use std::error::Error;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use digits::Digit;
use indicatif::{ProgressBar, ProgressStyle};
use plotters::prelude::*;
use sinew::prelude::*;
use sinew::{Confusion, Report};

network! {
    /// Tells ten digits apart.
    #[derive(Debug, Clone)]
    pub struct Reader< 64 => 32 silu => 10 softmax >;
}

const EPOCHS: usize = 60;
const BATCH: usize = 16;
const HELD_OUT: f32 = 0.2;
const SEED: u64 = 7;
/// The share of the digits held out that are to be read.
const ENOUGH: f32 = 0.97;

/// Learns to read digits.
#[derive(Parser)]
struct Options {
    /// Draw the losses of the epochs, as SVG.
    #[arg(long)]
    figure: Option<PathBuf>,
    /// Try so many other fifths and starts, and count on how many enough is read.
    #[arg(long, conflicts_with = "figure")]
    seeds: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (digits, options) = (digits::load()?, Options::parse());
    match options.seeds {
        Some(seeds) => count(&digits, seeds),
        None => show(&digits, options.figure.as_deref()),
    }
}

/// Trains with a split and a start of this seed; returns what is read of the digits held out.
fn train(
    digits: &[Digit],
    seed: u64,
    mut watch: impl FnMut(f32),
) -> Result<(Confusion<10>, Report), sinew::Error> {
    let (training, test) = digits.hold_out(HELD_OUT, seed);
    let mut net = Reader::seeded(seed);
    // The same bits on every CPU, so that what is enough here is enough there.
    let loss = CrossEntropy.label_smoothing(0.1);
    let mut trainer = Trainer::deterministic(loss, AdamW::new(0.01));
    let steps = EPOCHS * training.len().div_ceil(BATCH);
    trainer.epochs(EPOCHS).batch(BATCH).shuffle(seed).schedule(Schedule::one_cycle(steps));
    let report = trainer.fit_validated(&mut net, &training, &test, |epoch| {
        watch(epoch.watched_loss());
        ControlFlow::Continue(())
    })?;
    Ok((Confusion::of(&net, &test)?, report))
}

fn show(digits: &[Digit], figure: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let style = ProgressStyle::with_template("epoch {pos:>2}/{len} {bar:40} {msg}")?;
    let bar = ProgressBar::new(EPOCHS as u64).with_style(style);
    let start = Instant::now();
    let (confusion, report) = train(digits, SEED, |loss| {
        bar.set_message(format!("loss {loss:.3}"));
        bar.inc(1);
    })?;
    bar.finish();
    println!("{confusion} after {:.2} s", start.elapsed().as_secs_f32());
    if let Some(path) = figure {
        draw(path, &report)?;
    }
    if confusion.accuracy() < ENOUGH {
        return Err(format!("fewer than {ENOUGH} were read").into());
    }
    Ok(())
}

fn count(digits: &[Digit], seeds: u64) -> Result<(), Box<dyn Error>> {
    let accuracy = |seed| Ok(train(digits, seed, |_| ())?.0.accuracy());
    let mut accuracies = (0..seeds).map(accuracy).collect::<Result<Vec<_>, sinew::Error>>()?;
    accuracies.sort_by(f32::total_cmp);
    let enough = accuracies.iter().filter(|accuracy| **accuracy >= ENOUGH).count();
    if let [worst, .., best] = accuracies[..] {
        let median = accuracies[accuracies.len() / 2];
        println!("from {worst:.3} over {median:.3} to {best:.3}");
    }
    println!("{enough} of {seeds} read {ENOUGH} or more");
    Ok(())
}

/// The losses of the epochs as lines.
fn draw(path: &Path, report: &Report) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(path, (640, 350)).into_drawing_area();
    area.fill(&WHITE)?;
    let lines = [
        ("training", &report.losses, RGBColor(31, 119, 180)),
        ("held out", &report.validation_losses, RGBColor(214, 39, 40)),
    ];
    let highest = lines.iter().flat_map(|(_, losses, _)| *losses).copied().fold(0.0, f32::max);
    let mut chart = ChartBuilder::on(&area)
        .caption("Learning to read digits", ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(1.0..EPOCHS as f32, 0.0..highest)?;
    let mut mesh = chart.configure_mesh();
    mesh.x_desc("epoch").y_desc("cross-entropy").max_light_lines(0);
    mesh.x_label_formatter(&|epoch| format!("{epoch:.0}")).draw()?;
    for (name, losses, color) in lines {
        let points = (1_u8..).map(f32::from).zip(losses.iter().copied());
        let key = move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2));
        let line = LineSeries::new(points, color.stroke_width(2));
        chart.draw_series(line)?.label(name).legend(key);
    }
    chart.configure_series_labels().border_style(BLACK).draw()?;
    area.present()?;
    Ok(())
}
