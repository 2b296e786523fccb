use sinew::prelude::*;

network! { struct Nand< 2 => 1 step >; }

static NAND: Nand = Nand::from_parameters([-2.0, -2.0, 3.0]);

#[test]
fn it_works() {
    assert_eq!(NAND.predict(&[1.0, 1.0]), [0.0]);
    assert_eq!(NAND.predict(&[1.0, 0.0]), [1.0]);
}
