use sinew::prelude::*;

fn count<N: Network>(net: &N) -> usize {
    net.parameters().len()
}

fn main() {
    count(&[1.0, 2.0]);
}
