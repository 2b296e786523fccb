//! Each kind of stage behind each kind of size: one that the macro sees, and those that only rustc knows.

use sinew::Tanh;
use sinew::prelude::*;

const HIDDEN: usize = 8;

network! { struct ToEight< 4 => HIDDEN >; }
network! { struct Eight< 8 => 8 [no_bias] >; }

/// Each kind of stage behind some stages that end with 8 units. Of the parameters, so many belong to the stages before.
macro_rules! each_stage {
    ($module:ident, $parameters:literal, $($before:tt)+) => {
        mod $module {
            use super::*;

            network! { struct Dropout< 4 => $($before)+ => dropout(0.25) => 3 softmax >; }
            network! { struct LayerNorm< 4 => $($before)+ => layer_norm => 3 [no_bias, l2 = 0.1] >; }
            network! { struct Repeat< 4 => $($before)+ => repeat 2 { HIDDEN => dropout(0.25) } => 2 Tanh >; }
            network! {
                struct Every<
                    4 => $($before)+
                    => affine
                    => residual { 3 relu => 8 }
                    => residual { dropout(0.25) }
                    => residual { HIDDEN => dropout(0.25) => affine }
                    => repeat 2 { dropout(0.25) }
                    => Eight
                    => dropout(0.5) => dropout(0.25)
                    => 3 prelu [freeze]
                >;
            }

            #[test]
            fn it_has_its_parameters() {
                let count = |parameters: usize, behind: usize| assert_eq!(parameters, $parameters + behind);
                count(Dropout::PARAMETERS, 8 * 3 + 3);
                count(LayerNorm::PARAMETERS, 2 * 8 + 8 * 3);
                count(Repeat::PARAMETERS, 2 * (8 * 8 + 8) + 8 * 2 + 2);
                let residuals = (8 * 3 + 3 + 3 * 8 + 8) + (8 * 8 + 8 + 2 * 8);
                count(Every::PARAMETERS, 2 * 8 + residuals + 8 * 8 + (8 * 3 + 3 + 3));
            }
        }
    };
}

each_stage!(a_literal, 40, 8 relu);
each_stage!(a_constant, 40, HIDDEN relu);
each_stage!(an_expression, 40, { 2 * HIDDEN / 2 } relu);
each_stage!(a_network, 40, ToEight);
each_stage!(a_repeat, 112, repeat 2 { HIDDEN relu });
each_stage!(a_residual, 112, HIDDEN => residual { HIDDEN tanh });
each_stage!(a_stage_without_parameters, 40, HIDDEN => dropout(0.1));

// Within a block, and behind the inputs.
network! { struct InRepeat< 4 => repeat 2 { HIDDEN relu => dropout(0.25) => { HIDDEN / 2 } } => 3 >; }
network! { struct InResidual< HIDDEN => residual { 3 => dropout(0.1) => FromThree => dropout(0.1) } >; }
network! { struct FromThree< 3 => { HIDDEN } >; }
network! { struct First< HIDDEN => dropout(0.25) => 3 >; }
network! { struct Standardized< HIDDEN => standardize => dropout(0.25) => 3 >; }
network! { struct DropsAlone< HIDDEN => residual { dropout(0.25) } => residual { dropout(0.25) } >; }
network! { struct NoGradient< HIDDEN => residual { 3 => dropout(0.25) => 8 } => 3 step >; }
network! { #[derive(Debug)] struct Limited< HIDDEN => dropout(0.25) => 3 [freeze] > {
    loss: mean_squared_error, budget { flash <= 108, macs <= 24, ram <= 1 KiB }
} }

#[test]
fn what_drops_has_no_parameters() {
    assert_eq!(InRepeat::PARAMETERS, 2 * (4 * 8 + 8 + 8 * 4 + 4) + 4 * 3 + 3);
    assert_eq!(InResidual::PARAMETERS, 8 * 3 + 3 + 3 * 8 + 8);
    assert_eq!((First::PARAMETERS, First::MULTIPLY_ADDS), (27, 24));
    assert_eq!(Standardized::PARAMETERS, 3 * 8 + 8 * 3 + 3);
    assert_eq!((DropsAlone::PARAMETERS, DropsAlone::MULTIPLY_ADDS), (0, 0));
    assert_eq!((Limited::PARAMETERS, NoGradient::PARAMETERS), (27, 59 + 27));
}
