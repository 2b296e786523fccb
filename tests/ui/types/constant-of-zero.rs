use sinew::prelude::*;

const HIDDEN: usize = 0;
network! { struct Net< 2 => HIDDEN relu => 1 >; }

fn main() {
    Net::zeros();
}
