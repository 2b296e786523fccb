use sinew::prelude::*;

mod config {
    pub const HIDDEN: usize = 8;
    pub const OUTPUTS: usize = 3;
}

network! { struct Net< { config::HIDDEN / 2 } => config::HIDDEN relu => config::OUTPUTS softmax >; }

const _: () = assert!(Net::INPUTS == 4 && Net::OUTPUTS == 3);
const _: () =
    assert!(Net::PARAMETERS == 4 * 8 + 8 + 8 * 3 + 3 && Net::MULTIPLY_ADDS == 4 * 8 + 8 * 3);

#[test]
fn it_works() {
    let outputs: [f32; config::OUTPUTS] = Net::seeded(7).predict(&[0.5; config::HIDDEN / 2]);
    assert!((outputs.iter().sum::<f32>() - 1.0).abs() < 1e-6);
}
