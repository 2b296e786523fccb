use sinew::prelude::*;

fn three<N: Network<Output = [f32; 3]>>(_: &N) {}

network! { struct Net< 2 => 4 >; }

fn main() {
    three(&Net::zeros());
}
