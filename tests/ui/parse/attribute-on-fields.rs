#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
pub struct Xor {
    weights: [f32; 2],
}

#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
pub struct Nand(f32);

#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
pub struct Nor {}

fn main() {}
