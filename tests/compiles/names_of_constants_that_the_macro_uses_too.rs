use sinew::prelude::*;

const LAYER1: usize = 8;
const INPUTS: usize = 2;
const K: usize = 3;

network! { struct Net< INPUTS => LAYER1 relu => K >; }

#[test]
fn it_works() {
    assert_eq!(Net::seeded(7).predict(&[0.0; INPUTS]).len(), K);
}
