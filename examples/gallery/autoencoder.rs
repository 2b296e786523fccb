//! Two networks trained as one: the first makes 8 numbers of a handwritten digit of 64 pixels, the second makes the digit of
//! them again; beside the first eight principal components, which are the best that a linear map of 8 numbers can do.
//!
//! `cargo run --release --example autoencoder`

#[path = "../data/digits.rs"]
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
/// How much of what makes digits differ from their mean is to be found again.
const ENOUGH: f32 = 0.75;
/// From dark to bright.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];

fn main() -> Result<(), Box<dyn Error>> {
    let images: Vec<_> = digits::load()?.into_iter().map(|(image, _)| image).collect();
    let (training, test) = images.split_at(images.len() / 5 * 4);
    let (encoder, decoder) = learn(training)?;
    let mean = mean(training);
    let components = principal_components(training, &mean);
    let (mut lost, mut lost_by_components, mut all) = (0.0, 0.0, 0.0);
    for image in test {
        lost += squared(&minus(image, &decoder.predict(&encoder.predict(image))));
        let mut rest = minus(image, &mean);
        all += squared(&rest);
        components.iter().for_each(|component| take_away(component, &mut rest));
        lost_by_components += squared(&rest);
    }
    for image in &test[..3] {
        show(image, &encoder, &decoder);
    }
    let found = 1.0 - lost / all;
    let by_components = 1.0 - lost_by_components / all;
    println!("of the digits held out, {:.1} % of the variance is found again", 100.0 * found);
    println!("by eight principal components it is {:.1} %", 100.0 * by_components);
    if found <= by_components {
        return Err("principal components find more".into());
    }
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

/// The eight directions of length one, each at a right angle to the others, along which images differ most from their
/// mean: by the power method, in a hundred rounds.
fn principal_components(images: &[[f32; 64]], mean: &[f32; 64]) -> [[f32; 64]; 8] {
    let differences: Vec<_> = images.iter().map(|image| minus(image, mean)).collect();
    let mut components: [[f32; 64]; 8] = std::array::from_fn(|i| differences[i]);
    for _ in 0..100 {
        for i in 0..components.len() {
            let mut sum = [0.0; 64];
            for difference in &differences {
                let share = product(difference, &components[i]);
                sum.iter_mut().zip(difference).for_each(|(sum, pixel)| *sum += share * pixel);
            }
            components[..i].iter().for_each(|component| take_away(component, &mut sum));
            let length = squared(&sum).sqrt();
            components[i] = sum.map(|pixel| pixel / length);
        }
    }
    components
}

/// Leaves what is at a right angle to a component.
fn take_away(component: &[f32; 64], image: &mut [f32; 64]) {
    let share = product(component, image);
    image.iter_mut().zip(component).for_each(|(pixel, along)| *pixel -= share * along);
}

fn minus(image: &[f32; 64], other: &[f32; 64]) -> [f32; 64] {
    std::array::from_fn(|pixel| image[pixel] - other[pixel])
}

fn product(image: &[f32; 64], other: &[f32; 64]) -> f32 {
    image.iter().zip(other).map(|(pixel, other)| pixel * other).sum()
}

/// The sum of the squares of all pixels.
fn squared(image: &[f32; 64]) -> f32 {
    product(image, image)
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
