use sinew::prelude::*;

const WIDTH: usize = 2;
network! { struct Net< 2 => repeat 2 { residual { WIDTH relu } => 8 } => 1 >; }

fn main() {
    let _ = Net::zeros().predict(&[0.0, 1.0]);
}
