//! Gestures of a hand, told from half a second of an accelerometer: trained here, and written as a module for firmware.
//!
//! `cargo run --release --example gestures` trains and judges it;
//! `cargo run --release --example gestures -- --write gestures.rs` writes the network and its weights too.

use std::error::Error;
use std::f32::consts::TAU;
use std::path::{Path, PathBuf};

use clap::Parser;
use network::Gestures;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sinew::Confusion;
use sinew::prelude::*;

/// The network, as a module here and in firmware.
pub mod network;

/// The text of it.
const NETWORK: &str = include_str!("network.rs");

/// Axis after axis for each time.
type Window = [f32; 48];

const NAMES: [&str; 4] = ["rest", "shake", "circle", "knock"];
const TIMES: usize = 16;
const SECONDS_APART: f32 = 0.04;
const ENOUGH: f32 = 0.94;

/// Learns to tell gestures apart.
#[derive(Parser)]
struct Options {
    /// Write the network and its weights, as a module in Rust.
    #[arg(long)]
    write: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut random = StdRng::seed_from_u64(7);
    let (training, test) = (record(10_000, &mut random), record(1000, &mut random));
    let mut net = Gestures::seeded(7);
    let mut trainer = Trainer::deterministic(Gestures::LOSS, AdamW::new(0.005));
    trainer.epochs(40).batch(32).shuffle(7).fit(&mut net, &training[..])?;
    let confusion = Confusion::of(&net, &test[..])?;
    println!("0 {}, 1 {}, 2 {}, 3 {}", NAMES[0], NAMES[1], NAMES[2], NAMES[3]);
    println!("{confusion}\n{}", Gestures::SUMMARY);
    if let Some(path) = Options::parse().write {
        write(&path, &net)?;
    }
    if confusion.accuracy() < ENOUGH {
        return Err(format!("fewer than {ENOUGH} were told").into());
    }
    Ok(())
}

/// As many windows of each gesture, no two alike.
fn record(count: usize, random: &mut StdRng) -> Vec<(Window, usize)> {
    (0..count).map(|number| (perform(number % NAMES.len(), random), number % NAMES.len())).collect()
}

/// A gesture of a hand that is held somehow, as a sensor with noise has it.
fn perform(gesture: usize, random: &mut StdRng) -> Window {
    let gravity = direction(random);
    let (along, across) = (direction(random), direction(random));
    let (strength, speed) = (random.random_range(0.6..1.6), random.random_range(1.5..3.5));
    let (start, knock) = (random.random_range(0.0..TAU), random.random_range(2..TIMES - 4));
    let mut window = [0.0; 48];
    for (time, axes) in window.chunks_mut(3).enumerate() {
        let phase = start + TAU * speed * SECONDS_APART * time as f32;
        let [on, off] = match gesture {
            1 => [strength * (2.0 * phase).sin(), 0.0],
            2 => [strength * phase.sin(), strength * phase.cos()],
            3 if time == knock => [2.0 * strength, 0.0],
            3 if time == knock + 1 => [-strength, 0.0],
            _ => [0.0, 0.0],
        };
        for (axis, number) in axes.iter_mut().enumerate() {
            let noise = random.random_range(-0.1..0.1);
            *number = gravity[axis] + on * along[axis] + off * across[axis] + noise;
        }
    }
    window
}

/// Of length one, and as likely as any other.
fn direction(random: &mut StdRng) -> [f32; 3] {
    loop {
        let numbers = std::array::from_fn(|_| random.random_range(-1.0..=1.0));
        let length = numbers.iter().map(|number: &f32| number * number).sum::<f32>().sqrt();
        if (0.1..=1.0).contains(&length) {
            return numbers.map(|number| number / length);
        }
    }
}

/// A module of its own: the network, and its weights as a `static`, which firmware leaves in flash.
fn write(path: &Path, net: &Gestures) -> std::io::Result<()> {
    let rows = net.parameters().chunks(8).map(|row| {
        let row: Vec<_> = row.iter().map(|number| format!("{number:?}")).collect();
        format!("    {},\n", row.join(", "))
    });
    let rows: String = rows.collect();
    let text = format!(
        "{NETWORK}\n/// Has learned to tell them.\n#[rustfmt::skip]\n\
         pub static GESTURES: Gestures = Gestures::from_parameters([\n{rows}]);\n"
    );
    std::fs::write(path, text)
}
