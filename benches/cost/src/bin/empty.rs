//! What a program has without a network.

use std::hint::black_box;

fn main() {
    black_box(black_box([0.0_f32, 1.0]));
}
