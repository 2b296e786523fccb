use sinew::prelude::*;

const RATE: f32 = f32::NAN;
network! { struct Net< 2 => 8 relu [l2 = RATE] => 1 >; }

fn main() {}
