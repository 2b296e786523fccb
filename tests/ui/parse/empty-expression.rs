use sinew::prelude::*;

fn main() {
    let _ = network!();
}
