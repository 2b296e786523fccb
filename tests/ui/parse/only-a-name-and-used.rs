mod nets {
    sinew::network! { pub struct Net; }

    #[sinew::attribute::network(2 => 1)]
    pub struct Fields {
        weights: [f32; 3],
    }

    #[sinew::attribute::network()]
    pub struct Empty;
}

use nets::*;

fn main() {
    let _ = (Net::zeros(), Fields::zeros(), Empty::seeded(7));
}
