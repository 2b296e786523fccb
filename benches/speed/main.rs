//! How fast networks are, beside what this machine can do at all: `cargo bench`.
//!
//! Works: one sample (calls back to back), one sample whose input depends on the last output, a batch
//! of 256, a training step on a batch of 32, and a training step on one sample, these with the same bits on every CPU,
//! and an epoch of shuffled batches. Each is measured by criterion; the table at the end has nanoseconds a sample,
//! billions of operations a second, and the share of the peak that a loop of fused multiply-adds reached in the same
//! run. Each number is that of the sample that was disturbed least.
//! Below it stands how near four networks come to their goals. Another table has networks from a thousand to a
//! million parameters, beside what it takes to read those once, and to change them; one more has what each
//! multiply-add of them costs, and a figure what a sample does.

mod figure;
mod goals;
mod machine;
#[path = "../samples.rs"]
mod samples;
mod scale;
mod table;
mod work;

use std::error::Error;

use criterion::Criterion;
use sinew::prelude::*;
use table::Table;
use work::{Bench, Shape};

network! { pub struct N1< 2 => 8 relu => 1 sigmoid >; }
network! { pub struct N2< 4 => 16 tanh => 16 tanh => 2 >; }
network! { pub struct N3< 64 => 32 relu => 10 softmax >; }
network! { pub struct N4< 784 => 128 relu => 10 softmax >; }
network! { pub struct Odd< 7 => 13 tanh => 5 >; }
network! { pub struct Plane< 3 => 1 sigmoid >; }
network! { pub struct Curve< 1 => 64 relu => 1 >; }
network! { pub struct Funnel< 100 => 50 relu => 1 >; }
network! { pub struct Deep< 256 => 256 relu => 256 relu => 10 softmax >; }

/// Up to so many bytes, parameters are where the core reads and writes them as fast as it computes.
const NEAREST_CACHE: usize = 32 * 1024;

/// Measures all works of a network with a loss that fits it, training in both modes.
macro_rules! measure {
    ($criterion:expr, $table:expr, $net:ident, $loss:expr, $text:literal) => {{
        let shape = Shape {
            name: concat!(stringify!($net), " ", $text),
            multiply_adds: $net::MULTIPLY_ADDS,
            first_layer: $net::INPUTS * $net::zeros().layer1().weights[0].len(),
        };
        let mut bench = Bench { criterion: $criterion, table: $table, shape: &shape };
        bench.measure($net::seeded(7), $loss);
        bench.measure_fit($net::seeded(7), $loss);
        bench.measure_deterministic($net::seeded(7), $loss);
        if $net::FLASH_BYTES > NEAREST_CACHE {
            bench.measure_memory($net::seeded(7));
        }
    }};
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_millis(600))
        .configure_from_args();
    let c = &mut criterion;
    let t = &mut Table::new();
    measure!(c, t, N1, MeanSquaredError, "2-8-1");
    measure!(c, t, N2, MeanSquaredError, "4-16-16-2");
    measure!(c, t, N3, CrossEntropy, "64-32-10");
    measure!(c, t, N4, CrossEntropy, "784-128-10");
    measure!(c, t, Odd, MeanSquaredError, "7-13-5");
    measure!(c, t, Plane, BinaryCrossEntropy, "3-1");
    measure!(c, t, Curve, MeanSquaredError, "1-64-1");
    measure!(c, t, Funnel, MeanSquaredError, "100-50-1");
    measure!(c, t, Deep, CrossEntropy, "256-256-256-10");
    let by_scale = &mut Table::new();
    scale::measure(c, by_scale);
    t.print();
    t.print_deterministic();
    goals::print(t);
    by_scale.print();
    by_scale.print_by_multiply_add();
    by_scale.draw()
}
