#[sinew::attribute::network(2 => 8 relu => 1 sigmoid, crate: nowhere)]
pub struct Xor;

fn main() {}
