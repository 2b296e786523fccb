//! The figures of a network, as constants, as types and as bytes.

use sinew::prelude::*;
use sinew::typenum::Unsigned;

const INPUTS: usize = 5;
const HIDDEN: usize = 1500;

network! { struct Literal< 2 => 8 relu => 1 sigmoid >; }
network! { struct Named< INPUTS => HIDDEN relu [no_bias] => { HIDDEN / 500 } >; }
network! { struct Wide< 784 => 128 relu => 10 softmax >; }

/// The figures of a network as the compiler sees them in its types.
fn types<N: Network>() -> (usize, usize, usize) {
    (N::Inputs::USIZE, N::Outputs::USIZE, N::Parameters::USIZE)
}

#[test]
fn constants() {
    assert_eq!((Literal::INPUTS, Literal::OUTPUTS, Literal::PARAMETERS), (2, 1, 33));
    assert_eq!(Literal::MULTIPLY_ADDS, 24);
    assert_eq!((Named::INPUTS, Named::OUTPUTS), (5, 3));
    assert_eq!(Named::PARAMETERS, 5 * 1500 + 1500 * 3 + 3);
    assert_eq!(Named::MULTIPLY_ADDS, 5 * 1500 + 1500 * 3);
    assert_eq!(Wide::PARAMETERS, 784 * 128 + 128 + 128 * 10 + 10);
}

#[test]
fn types_agree_with_constants() {
    assert_eq!(types::<Literal>(), (2, 1, 33));
    assert_eq!(types::<Named>(), (5, 3, Named::PARAMETERS));
    assert_eq!(types::<Wide>(), (784, 10, Wide::PARAMETERS));
    assert_eq!(types::<Chain<Wide, Decoder>>(), (784, 2, Wide::PARAMETERS + 22));
}

network! { struct Decoder< 10 => 2 >; }

/// A small network is as large as its parameters; a large one is aligned to a cache line.
#[test]
fn bytes() {
    assert_eq!(Literal::BYTES, 4 * 33);
    assert_eq!(size_of::<Literal>(), Literal::BYTES);
    assert_eq!(align_of::<Literal>(), 4);
    assert_eq!(align_of::<Wide>(), 64);
    const { assert!(Wide::BYTES - 4 * Wide::PARAMETERS < 64) };
}

/// What a network takes in flash, in a prediction and in training, is known at compile time.
#[test]
fn memory() {
    const { assert!(Literal::FLASH_BYTES == 4 * 33 && Wide::FLASH_BYTES == Wide::BYTES) };
    const { assert!(Literal::INFERENCE_BYTES == 4 * (2 + 8 + 1)) };
    assert_eq!(<Chain<Wide, Decoder>>::INFERENCE_BYTES, 4 * (784 + 128 + 10 + 10 + 2));
    assert_eq!(<Chain<Wide, Decoder>>::FLASH_BYTES, size_of::<Chain<Wide, Decoder>>());
}

/// All that a trainer holds, but for its settings, and all that a step has on the stack.
#[test]
fn memory_of_training() {
    fn check<O: sinew::Optimizer>(remembered: usize) {
        type Training<O> = Trainer<Wide, CrossEntropy, O>;
        let units = 784 + 4 * (128 + 10);
        let bytes = Wide::FLASH_BYTES + 4 * (Wide::PARAMETERS * (1 + remembered) + units);
        assert_eq!(Training::<O>::TRAINING_BYTES, bytes);
        // With `std` they are on the heap.
        let blocks = if cfg!(feature = "std") { 0 } else { Wide::PARAMETERS * (1 + remembered) };
        let settings = size_of::<Training<O>>() - 4 * blocks;
        assert!(settings <= 256, "{settings}");
    }
    check::<Sgd>(0);
    check::<Momentum>(1);
    check::<Adam>(2);
}

/// On the heap it is as much.
#[cfg(feature = "std")]
#[test]
fn memory_on_the_heap() {
    use sinew::Boxed;

    assert_eq!(Boxed::<Named>::FLASH_BYTES, Named::FLASH_BYTES);
    assert_eq!(
        Trainer::<Boxed<Named>, MeanSquaredError, Adam>::TRAINING_BYTES,
        Trainer::<Named, MeanSquaredError, Adam>::TRAINING_BYTES
    );
}

/// A literal may be as large as a constant.
#[test]
fn wide_layers() {
    network! { struct Pixels< 307_200 => 0x4 >; }

    assert_eq!(Pixels::PARAMETERS, 4 * 307_201);
}

/// A layer's weights come first, a row for each input, and then its biases.
#[test]
fn the_order_of_parameters() {
    let mut net = network!(2 => 3 => 1);
    *net.parameters_mut() = core::array::from_fn(|i| i as f32);
    assert_eq!(*net.layer1().weights, [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]);
    assert_eq!(*net.layer1().biases, [6.0, 7.0, 8.0]);
    assert_eq!(*net.layer2().weights, [[9.0], [10.0], [11.0]]);
    assert_eq!(*net.layer2().biases, [12.0]);
    net.layer2_mut().weights[1][0] = 99.0;
    assert_eq!(net.parameters()[10], 99.0);
    let outputs = net.predict(&[1.0, 1.0]);
    let hidden = [0.0 + 3.0 + 6.0, 1.0 + 4.0 + 7.0, 2.0 + 5.0 + 8.0];
    assert_eq!(outputs, [hidden[0] * 9.0 + hidden[1] * 99.0 + hidden[2] * 11.0 + 12.0]);
}

/// Sizes that a `macro_rules!` of the user's passes on, before whatever may follow a size.
#[test]
fn sizes_from_a_macro() {
    macro_rules! declare {
        ($name:ident, $inputs:literal, $hidden:expr, $outputs:literal) => {
            network! { struct $name< $inputs => $hidden [no_bias] => $outputs tanh => $outputs >; }
        };
    }
    declare!(FromMacro, 2, 2 + 3, 4);
    declare!(FromConstant, 2, INPUTS, 4);

    assert_eq!(FromMacro::PARAMETERS, 2 * 5 + 5 * 4 + 4 + 4 * 4 + 4);
    assert_eq!(FromConstant::PARAMETERS, FromMacro::PARAMETERS);
}
