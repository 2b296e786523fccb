use sinew::prelude::*;

#[test]
fn it_works() {
    const HIDDEN: usize = 5;
    let mut net = network!(2 => HIDDEN relu => 1 sigmoid);
    assert!(net.parameters().iter().all(|w| *w == 0.0));
    net.reseed(7);
    assert!(net.parameters().iter().any(|w| *w != 0.0));
    let bracketed = network!(< 2 => 1 >);
    assert_eq!(bracketed.predict(&[1.0, 1.0]), [0.0]);
    let sum: [f32; 1] = network!(1 => 1).predict(&[1.0]);
    assert_eq!(sum, [0.0]);
}
