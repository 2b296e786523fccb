use sinew::prelude::*;

network! { struct Net< 2 => repeat 2 { residual { 2 relu } => 8 } => 1 >; }

fn main() {
    let _ = Net::zeros().predict(&[0.0, 1.0]);
}
