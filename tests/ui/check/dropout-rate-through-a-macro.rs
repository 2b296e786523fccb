use sinew::prelude::*;

macro_rules! net {
    ($rate:expr) => {
        network! { struct Net< 2 => 8 relu => dropout($rate) => 1 >; }
    };
}
net!(1.5);

fn main() {}
