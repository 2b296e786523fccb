use sinew::prelude::*;

const RATE: f32 = -1e-4;
network! { struct Net< 2 => residual { 8 relu => 2 [l2 = { 2.0 * RATE }] } => 1 >; }

fn main() {}
