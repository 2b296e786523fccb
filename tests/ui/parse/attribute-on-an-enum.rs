#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
pub enum Xor {
    A,
}

fn main() {
    Xor::seeded(7).predict(&[0.0, 1.0]);
}
