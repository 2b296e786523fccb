use sinew::prelude::*;

const EPSILON: f32 = 1.0 / 0.0;

network! { struct Net< 2 => 8 => layer_norm(EPSILON) => 1 >; }

fn main() {}
