//! Networks at random, which `macros/src/random.rs` writes.

use sinew::Tanh;
use sinew::prelude::*;
use sizes::*;

mod sizes {
    pub const N1: usize = 1;
    pub const N2: usize = 2;
    pub const N3: usize = 3;
    pub const N4: usize = 4;
    pub const N5: usize = 5;
    pub const N6: usize = 6;
    pub const N7: usize = 7;
    pub const N8: usize = 8;
    pub const N9: usize = 9;
}

network! { struct Part< 4 => 3 >; }

network! {
    struct Net1<
        { N7 + 1 } => standardize
        => dropout(0.25)
        => residual { residual { 8 tanh [no_bias] } => 2 elu(1.0) [no_bias] => sizes::N8 tanh [freeze] }
        => layer_norm
        => 9 tanh [no_bias]
    >;
}
const _: () = assert!(Net1::INPUTS == 8);
const _: () = assert!(Net1::OUTPUTS == 9);
const _: () = assert!(Net1::PARAMETERS == 216);
const _: () = assert!(Net1::MULTIPLY_ADDS == 184);

network! {
    struct Net2<
        { N5 + 1 } => dropout(0.25)
        => sizes::N5 relu
    >;
}
const _: () = assert!(Net2::INPUTS == 6);
const _: () = assert!(Net2::OUTPUTS == 5);
const _: () = assert!(Net2::PARAMETERS == 35);
const _: () = assert!(Net2::MULTIPLY_ADDS == 30);

network! {
    struct Net3<
        4 => residual { dropout(0.25) => Part => 4 tanh [l2 = 1e-4] }
        => layer_norm
        => 3 relu [no_bias, freeze]
    >;
}
const _: () = assert!(Net3::INPUTS == 4);
const _: () = assert!(Net3::OUTPUTS == 3);
const _: () = assert!(Net3::PARAMETERS == 51);
const _: () = assert!(Net3::MULTIPLY_ADDS == 40);

network! {
    struct Net4<
        { N4 + 1 } => affine
        => layer_norm
        => residual { residual { sizes::N8 => affine => 5 } => affine => N5 sigmoid [init = xavier] }
        => 9 elu(1.0) [no_bias, l2 = 1e-4]
    >;
}
const _: () = assert!(Net4::INPUTS == 5);
const _: () = assert!(Net4::OUTPUTS == 9);
const _: () = assert!(Net4::PARAMETERS == 214);
const _: () = assert!(Net4::MULTIPLY_ADDS == 173);

network! {
    struct Net5<
        N2 => standardize
        => layer_norm
        => { N8 + 1 } sigmoid [freeze]
    >;
}
const _: () = assert!(Net5::INPUTS == 2);
const _: () = assert!(Net5::OUTPUTS == 9);
const _: () = assert!(Net5::PARAMETERS == 37);
const _: () = assert!(Net5::MULTIPLY_ADDS == 22);

network! {
    struct Net6<
        N7 => repeat 3 { affine => affine => 7 Tanh [l2 = 1e-4] }
        => sizes::N3 relu [init = zeros]
    >;
}
const _: () = assert!(Net6::INPUTS == 7);
const _: () = assert!(Net6::OUTPUTS == 3);
const _: () = assert!(Net6::PARAMETERS == 276);
const _: () = assert!(Net6::MULTIPLY_ADDS == 210);

network! {
    struct Net7<
        sizes::N3 => N6 tanh
        => 7 step [no_bias]
        => dropout(0.25)
        => 5 leaky_relu(0.01)
    >;
}
const _: () = assert!(Net7::INPUTS == 3);
const _: () = assert!(Net7::OUTPUTS == 5);
const _: () = assert!(Net7::PARAMETERS == 106);
const _: () = assert!(Net7::MULTIPLY_ADDS == 95);

network! {
    struct Net8<
        6 => residual { 4 sigmoid => N6 => { N5 + 1 } relu [freeze] }
        => sizes::N3 elu(1.0) [no_bias]
        => sizes::N8 Tanh [init = xavier]
    >;
}
const _: () = assert!(Net8::INPUTS == 6);
const _: () = assert!(Net8::OUTPUTS == 8);
const _: () = assert!(Net8::PARAMETERS == 150);
const _: () = assert!(Net8::MULTIPLY_ADDS == 126);

network! {
    struct Net9<
        N4 => Part
        => layer_norm
        => 5 leaky_relu(0.01) [no_bias]
        => N3 tanh [no_bias, init = lecun]
    >;
}
const _: () = assert!(Net9::INPUTS == 4);
const _: () = assert!(Net9::OUTPUTS == 3);
const _: () = assert!(Net9::PARAMETERS == 51);
const _: () = assert!(Net9::MULTIPLY_ADDS == 45);

network! {
    struct Net10<
        N6 => standardize
        => sizes::N5
        => affine
        => sizes::N9 leaky_relu(0.01) [no_bias, init = xavier]
        => { N2 + 1 } sigmoid
    >;
}
const _: () = assert!(Net10::INPUTS == 6);
const _: () = assert!(Net10::OUTPUTS == 3);
const _: () = assert!(Net10::PARAMETERS == 138);
const _: () = assert!(Net10::MULTIPLY_ADDS == 113);

network! {
    struct Net11<
        N4 => repeat 2 { affine => sizes::N6 elu(1.0) => residual { affine => affine => { N5 + 1 } prelu [l2 = 1e-4] } => sizes::N4 elu(1.0) [init = lecun] }
        => layer_norm
        => affine
        => 8 relu [no_bias]
    >;
}
const _: () = assert!(Net11::INPUTS == 4);
const _: () = assert!(Net11::OUTPUTS == 8);
const _: () = assert!(Net11::PARAMETERS == 324);
const _: () = assert!(Net11::MULTIPLY_ADDS == 252);

network! {
    struct Net12<
        sizes::N9 => standardize
        => affine
        => residual { { N7 + 1 } [no_bias] => N9 step }
        => N5 [no_bias, freeze]
    >;
}
const _: () = assert!(Net12::INPUTS == 9);
const _: () = assert!(Net12::OUTPUTS == 5);
const _: () = assert!(Net12::PARAMETERS == 243);
const _: () = assert!(Net12::MULTIPLY_ADDS == 207);

network! {
    struct Net13<
        9 => residual { dropout(0.25) => 9 Tanh [no_bias] }
        => sizes::N9 sigmoid [freeze]
    >;
}
const _: () = assert!(Net13::INPUTS == 9);
const _: () = assert!(Net13::OUTPUTS == 9);
const _: () = assert!(Net13::PARAMETERS == 171);
const _: () = assert!(Net13::MULTIPLY_ADDS == 162);

network! {
    struct Net14<
        6 => affine
        => layer_norm
        => N6 step
    >;
}
const _: () = assert!(Net14::INPUTS == 6);
const _: () = assert!(Net14::OUTPUTS == 6);
const _: () = assert!(Net14::PARAMETERS == 66);
const _: () = assert!(Net14::MULTIPLY_ADDS == 48);

network! {
    struct Net15<
        sizes::N9 => standardize
        => 9 tanh [no_bias]
    >;
}
const _: () = assert!(Net15::INPUTS == 9);
const _: () = assert!(Net15::OUTPUTS == 9);
const _: () = assert!(Net15::PARAMETERS == 108);
const _: () = assert!(Net15::MULTIPLY_ADDS == 90);

network! {
    struct Net16<
        N3 => repeat 1 { 4 relu [no_bias, freeze] => 9 => sizes::N3 leaky_relu(0.01) [l2 = 1e-4] }
        => N4 sigmoid [no_bias, freeze]
        => affine
        => N2 tanh [init = uniform(0.5)]
    >;
}
const _: () = assert!(Net16::INPUTS == 3);
const _: () = assert!(Net16::OUTPUTS == 2);
const _: () = assert!(Net16::PARAMETERS == 117);
const _: () = assert!(Net16::MULTIPLY_ADDS == 99);
