use sinew::prelude::*;

fn main() {
    let _ = network!(< 2 => 1 > + 3);
}
