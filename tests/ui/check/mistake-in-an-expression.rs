use sinew::prelude::*;

fn main() {
    let net = network!(2 => 8 rleu => 1);
    net.predict(&[0.0, 1.0]);
}
