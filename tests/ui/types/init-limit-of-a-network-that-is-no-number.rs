use sinew::prelude::*;

const LIMIT: f32 = f32::INFINITY;
network! {
    struct Net< 2 => repeat 2 { 8 relu } => residual { 8 tanh } => 1 > { init: uniform({ 2.0 * LIMIT }) }
}

fn main() {}
