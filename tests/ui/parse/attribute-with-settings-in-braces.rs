#[sinew::attribute::network(2 => 8 relu => 1 sigmoid, { seed: 7 })]
pub struct Xor;

#[sinew::attribute::network(2 => 8 relu => 1 sigmoid { seed: 7 })]
pub struct Nand;

fn main() {}
