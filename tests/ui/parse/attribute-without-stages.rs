#[sinew::attribute::network]
pub struct Xor;

#[sinew::attribute::network()]
pub struct Nand;

fn main() {}
