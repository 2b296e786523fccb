#[sinew::attribute::network(2 => 8 rleu => 4 [no_bais] => 1 sigmoid, sede: 7)]
pub struct Xor;

fn main() {
    Xor::new().predict(&[0.0, 1.0]);
}
