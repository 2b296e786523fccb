use sinew::prelude::*;

mod kernel {
    pub const INPUT: usize = 2;
}

struct K;
struct L;
struct Size<const N: usize>;

impl K {
    const SIZE: usize = 3;
}

impl L {
    const SIZE: usize = 4;
}

impl<const N: usize> Size<N> {
    const TWICE: usize = 2 * N;
}

network! { struct Network1< kernel::INPUT => K::SIZE relu => L::SIZE tanh => Size::<4>::TWICE >; }
network! { struct Block< 2 => { let half = 4; half * 2 } tanh => 1 >; }

#[allow(non_camel_case_types)]
mod lower {
    sinew::network! { pub struct r#type< 2 => 1 sigmoid >; }
}

#[test]
fn it_works() {
    assert_eq!(Network1::OUTPUTS, 8);
    assert_eq!(Block::PARAMETERS, 2 * 8 + 8 + 8 + 1);
    assert_eq!(lower::r#type::zeros().predict(&[0.0, 0.0]), [0.5]);
}
