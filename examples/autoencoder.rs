//! Two networks trained as one: the first makes 8 numbers of a handwritten digit of 64 pixels, the second makes the digit of
//! them again.
//!
//! `cargo run --release --example autoencoder`

#[path = "common/digits.rs"]
mod digits;

use std::error::Error;
use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressStyle};
use sinew::prelude::*;

network! {
    /// What is worth to be known of a digit.
    pub struct Encoder< 64 => 32 silu => 8 >;
}

network! {
    /// The digit again.
    pub struct Decoder< 8 => 32 silu => 64 sigmoid >;
}

const EPOCHS: usize = 60;
/// How much of what makes digits differ from their mean is to be found again. Their first eight principal components find
/// 0.66 of it.
const ENOUGH: f32 = 0.75;
/// From dark to bright.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];

fn main() -> Result<(), Box<dyn Error>> {
    let images: Vec<_> = digits::load()?.into_iter().map(|(image, _)| image).collect();
    let (training, test) = images.split_at(images.len() / 5 * 4);
    let (encoder, decoder) = learn(training)?;
    let (mut lost, mut all, mean) = (0.0, 0.0, mean(training));
    for image in test {
        lost += distance(image, &decoder.predict(&encoder.predict(image)));
        all += distance(image, &mean);
    }
    for image in &test[..3] {
        show(image, &encoder, &decoder);
    }
    let found = 1.0 - lost / all;
    println!("of the digits held out, {:.1} % of the variance is found again", 100.0 * found);
    if found < ENOUGH { Err(format!("less than {ENOUGH}").into()) } else { Ok(()) }
}

/// Trains both as one, and takes them apart.
fn learn(images: &[[f32; 64]]) -> Result<(Encoder, Decoder), Box<dyn Error>> {
    let style = ProgressStyle::with_template("epoch {pos:>2}/{len} {bar:40}")?;
    let bar = ProgressBar::new(EPOCHS as u64).with_style(style);
    let mut both = Chain::new(&Encoder::seeded(7), &Decoder::seeded(8));
    let mut trainer = Trainer::deterministic(BinaryCrossEntropy, AdamW::new(0.005));
    let steps = EPOCHS * images.len().div_ceil(16);
    trainer.epochs(EPOCHS).batch(16).schedule(Schedule::one_cycle(steps));
    // What should come out is what went in.
    trainer.fit_watched(&mut both, &(images, images), |_| {
        bar.inc(1);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    let (mut encoder, mut decoder) = (Encoder::zeros(), Decoder::zeros());
    encoder.parameters_mut().copy_from_slice(both.parts().0);
    decoder.parameters_mut().copy_from_slice(both.parts().1);
    Ok((encoder, decoder))
}

fn mean(images: &[[f32; 64]]) -> [f32; 64] {
    std::array::from_fn(|pixel| {
        images.iter().map(|image| image[pixel]).sum::<f32>() / images.len() as f32
    })
}

/// The sum of the squares of all differences.
fn distance(image: &[f32; 64], other: &[f32; 64]) -> f32 {
    image.iter().zip(other).map(|(pixel, other)| (pixel - other).powi(2)).sum()
}

/// A digit, the numbers that are made of it, and what is made of them.
fn show(image: &[f32; 64], encoder: &Encoder, decoder: &Decoder) {
    let code = encoder.predict(image);
    let again = decoder.predict(&code);
    println!("{}", code.map(|number| format!("{number:.1}")).join(" "));
    for (row, again) in image.chunks(8).zip(again.chunks(8)) {
        println!("    {}    {}", shades(row), shades(again));
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
fn shades(row: &[f32]) -> String {
    let brightest = SHADES.len() - 1;
    let shade = |pixel: &f32| SHADES[(pixel.clamp(0.0, 1.0) * brightest as f32).round() as usize];
    row.iter().map(shade).flat_map(|shade| [shade, shade]).collect()
}
