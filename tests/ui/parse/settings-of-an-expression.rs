use sinew::prelude::*;

fn main() {
    let net = network!(2 => 1 { init: he });
    net.predict(&[1.0, 2.0]);
}
