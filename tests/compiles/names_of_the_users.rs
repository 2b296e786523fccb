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

// Names that the macro could give to what it makes beside `Speech`.
network! { struct SpeechTrace< 2 => 3 >; }
network! { struct SpeechDeltas< 3 => 3 >; }
network! { struct SpeechResidual3< 3 => 3 >; }
network! { struct Speech< 2 => SpeechTrace => SpeechDeltas => residual { SpeechResidual3 } => 1 >; }

impl Speech {
    const LAYER1: usize = 1;
    const END: usize = 2;
    const ASKED_LOSS: usize = 3;

    fn network() -> usize {
        Self::LAYER1 + Self::END + Self::ASKED_LOSS
    }
}

#[test]
fn it_works() {
    assert_eq!((Speech::network(), Speech::PARAMETERS), (6, 9 + 12 + 12 + 4));
    let samples = [([0.5, 0.25], [1.0])];
    let mut speech = Speech::seeded(7);
    assert!(Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut speech, &samples).is_ok());
    assert_eq!(Network1::OUTPUTS, 8);
    assert_eq!(Block::PARAMETERS, 2 * 8 + 8 + 8 + 1);
    assert_eq!(lower::r#type::zeros().predict(&[0.0, 0.0]), [0.5]);
}
