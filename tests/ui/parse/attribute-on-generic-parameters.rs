#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
pub struct Xor<const N: usize>;

fn main() {}
