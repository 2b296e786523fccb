//! Networks from a thousand to a million parameters, of which each is to cost as much for each
//! multiply-add as the others.

use criterion::Criterion;
use sinew::prelude::*;

use crate::table::Table;
use crate::work::{Bench, Shape};

/// Measures all works of a network with two hidden layers, all of one width.
macro_rules! measure {
    ($criterion:expr, $table:expr, $width:literal) => {{
        network! { struct Wide< $width => $width relu => $width relu => $width >; }
        let shape = Shape {
            name: concat!($width, "-", $width, "-", $width, "-", $width),
            multiply_adds: Wide::MULTIPLY_ADDS,
            first_layer: $width * $width,
        };
        let mut bench = Bench { criterion: $criterion, table: $table, shape: &shape };
        bench.measure(Wide::boxed(7), MeanSquaredError);
        bench.measure_memory(Wide::boxed(7));
    }};
}

pub(crate) fn measure(criterion: &mut Criterion, table: &mut Table) {
    measure!(criterion, table, 16);
    measure!(criterion, table, 32);
    measure!(criterion, table, 64);
    measure!(criterion, table, 128);
    measure!(criterion, table, 256);
    measure!(criterion, table, 384);
    measure!(criterion, table, 592);
}
