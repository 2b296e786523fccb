#[sinew::attribute::network(2 => 1, crate: 7)]
pub struct Xor;

fn main() {}
