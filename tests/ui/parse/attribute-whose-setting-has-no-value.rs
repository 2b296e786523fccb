#[sinew::attribute::network(2 => 1, seed)]
struct Net;

fn main() {
    let _ = Net::new();
}
