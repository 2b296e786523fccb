use sinew::prelude::*;

const HIDDEN: u8 = 8;
network! { struct Net< 2 => HIDDEN relu => 1 >; }

fn main() {}
