#[derive(Clone)]
#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
pub struct Xor;

fn main() {}
