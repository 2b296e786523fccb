//! A pole balanced on a cart by a network that no gradient ever told how: it evolved.
//!
//! `cargo run --release --example cart_pole` evolves it and tries it from a hundred starts;
//! `cargo run --release --example cart_pole -- --figure cart-pole.svg` draws the first 10 seconds of one, in motion.

use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sinew::prelude::*;

network! {
    /// From place, speed, angle and angular speed to how hard to push, from -1 to the left to 1 to the right.
    pub struct Driver< 4 => 4 tanh => 1 tanh >;
}

/// A cart on a track of 4.8 m, and a pole of 1 m on a hinge, by the equations of Barto, Sutton and Anderson, *Neuronlike
/// Adaptive Elements That Can Solve Difficult Learning Control Problems*, 1983, without friction.
#[derive(Debug, Clone, Copy)]
struct Cart {
    /// m from the middle, m/s, rad from upright, rad/s.
    state: [f32; 4],
}

const GRAVITY: f32 = 9.8;
const CART: f32 = 1.0;
const POLE: f32 = 0.1;
const HALF_LENGTH: f32 = 0.5;
const STRONGEST_PUSH: f32 = 10.0;
const SECONDS_A_STEP: f32 = 0.02;
const END_OF_TRACK: f32 = 2.4;
/// 12 degrees: from there on the pole counts as fallen.
const FALLEN: f32 = 0.209;

/// A minute.
const STEPS: usize = 3000;
const CHILDREN: usize = 16;
const MUTATION: f32 = 0.5;
const GENERATIONS: u64 = 60;
const STARTS: usize = 10;

/// Evolves a driver.
#[derive(Parser)]
struct Options {
    /// Draw a ride, as SVG.
    #[arg(long)]
    figure: Option<PathBuf>,
}

impl Cart {
    /// Somewhere on the inner part of the track, up to 6 degrees from upright, at rest.
    fn start(random: &mut StdRng) -> Self {
        Self { state: [random.random_range(-1.0..1.0), 0.0, random.random_range(-0.1..0.1), 0.0] }
    }

    /// After 20 ms of a push.
    fn pushed(self, share: f32) -> Self {
        let [place, speed, angle, spin] = self.state;
        let (sin, cos) = angle.sin_cos();
        let total = CART + POLE;
        let thrust = (share * STRONGEST_PUSH + POLE * HALF_LENGTH * spin * spin * sin) / total;
        let spin_up =
            (GRAVITY * sin - cos * thrust) / (HALF_LENGTH * (4.0 / 3.0 - POLE * cos * cos / total));
        let speed_up = thrust - POLE * HALF_LENGTH * spin_up * cos / total;
        let after = [
            place + SECONDS_A_STEP * speed,
            speed + SECONDS_A_STEP * speed_up,
            angle + SECONDS_A_STEP * spin,
            spin + SECONDS_A_STEP * spin_up,
        ];
        Self { state: after }
    }

    fn is_up(self) -> bool {
        let [place, _, angle, _] = self.state;
        place.abs() < END_OF_TRACK && angle.abs() < FALLEN
    }

    /// Where it is after each step until it falls, for a minute at most.
    fn ride(self, driver: &Driver) -> impl Iterator<Item = Self> {
        let drive = |cart: &Self| Some(cart.pushed(driver.predict(&cart.state)[0]));
        std::iter::successors(Some(self), drive).take(STEPS).take_while(|cart| cart.is_up())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (options, mut random) = (Options::parse(), StdRng::seed_from_u64(7));
    let driver = evolve(&mut random)?;
    let up = (0..100).filter(|_| Cart::start(&mut random).ride(&driver).count() == STEPS).count();
    println!("{} parameters balance {up} of 100 poles for a minute", Driver::PARAMETERS);
    if let Some(path) = options.figure {
        let start = Cart { state: [-1.0, 0.0, 0.1, 0.0] };
        std::fs::write(path, draw(start, &driver)?)?;
    }
    if up < 90 { Err("too few".into()) } else { Ok(()) }
}

/// The best of a parent and its mutated children is the next parent.
fn evolve(random: &mut StdRng) -> Result<Driver, Box<dyn Error>> {
    let style = ProgressStyle::with_template("generation {pos:>2}/{len} {bar:40} {msg}")?;
    let bar = ProgressBar::new(GENERATIONS).with_style(style);
    let mut parent = Driver::seeded(random.random());
    for _ in 0..GENERATIONS {
        // All of a generation, and no other, ride from the same starts.
        let starts: [Cart; STARTS] = std::array::from_fn(|_| Cart::start(random));
        let of_parent = *parent.parameters();
        let mut best = score(&parent, &starts);
        for _ in 0..CHILDREN {
            let child = mutated(&of_parent, random);
            let score = score(&child, &starts);
            if score > best {
                (best, parent) = (score, child);
            }
        }
        bar.set_message(format!("{best:.2}"));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(parent)
}

fn mutated(parameters: &[f32; Driver::PARAMETERS], random: &mut StdRng) -> Driver {
    Driver::from_parameters(
        parameters.map(|parameter| parameter + random.random_range(-MUTATION..MUTATION)),
    )
}

/// The share of a minute that the pole stays up, the more the nearer to the middle of the track.
fn score(driver: &Driver, starts: &[Cart]) -> f32 {
    let worth = |cart: Cart| 1.0 - 0.5 * cart.state[0].abs() / END_OF_TRACK;
    let of_start = |start: &Cart| start.ride(driver).map(worth).sum::<f32>();
    starts.iter().map(of_start).sum::<f32>() / (starts.len() * STEPS) as f32
}

/// Ten seconds as an animation.
fn draw(start: Cart, driver: &Driver) -> Result<String, std::fmt::Error> {
    let (mut places, mut angles) = (String::new(), String::new());
    for cart in start.ride(driver).take(500).step_by(2) {
        let [place, _, angle, _] = cart.state;
        write!(places, "{:.1} 0;", 100.0 * place)?;
        write!(angles, "{:.2};", angle.to_degrees())?;
    }
    let (places, angles) = (places.trim_end_matches(';'), angles.trim_end_matches(';'));
    let timing = r#"dur="10s" repeatCount="indefinite""#;
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-250 -140 500 190" width="640" height="243">
<rect x="-250" y="-140" width="500" height="190" fill="white"/>
<path d="M-240 20H240M-240 12v16M240 12v16" stroke="#444" stroke-width="2"/>
<g>
<animateTransform attributeName="transform" type="translate" values="{places}" {timing}/>
<rect x="-25" y="-10" width="50" height="24" rx="3" fill="#1f77b4"/>
<circle cx="-14" cy="15" r="5" fill="#444"/><circle cx="14" cy="15" r="5" fill="#444"/>
<line y1="-8" y2="-108" stroke="#d62728" stroke-width="6" stroke-linecap="round">
<animateTransform attributeName="transform" type="rotate" values="{angles}" {timing}/>
</line>
</g>
</svg>
"##
    ))
}
