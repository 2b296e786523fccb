use sinew::prelude::*;

use sinew::typenum::U3;

fn three<N: Network<Outputs = U3>>(_: &N) {}

network! { struct Net< 2 => 4 >; }

fn main() {
    three(&Net::zeros());
}
