#[sinew::attribute::network(2 => 8 relu => 1 sigmoid)]
fn xor() {}

fn main() {
    xor();
}
