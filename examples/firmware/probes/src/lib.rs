//! Whether a panic is left in a call, told by the linker: a panic calls a function that is nowhere. A program of one
//! call, for networks of all kinds, links only if no panic can be reached from it. It is never run.

#![no_std]

use core::hint::black_box;

use sinew::prelude::*;

network! { pub struct Xor< 2 => 8 relu => 1 sigmoid >; }
network! { pub struct Pilot< 4 => 16 tanh => 16 tanh => 2 >; }
network! { pub struct Encoder< 6 => 3 gelu >; }
network! {
    /// Sizes that no vector divides.
    pub struct Odd<
        7 => 5 elu(1.0) [no_bias] => 19 softplus [l2 = 1e-4] => 1 mish => 3 leaky_relu(0.1) [freeze] => 6 softmax
    >;
}
network! {
    /// All kinds of stages.
    pub struct Deep<
        9 => standardize => Encoder6 => 16 prelu => repeat 2 { residual { layer_norm => 16 silu } }
          => dropout(0.2) => 6 selu => Encoder => 8 sin => affine => 4 hard_sigmoid
    >;
}
network! { pub struct Encoder6< 9 => 6 relu6 >; }

/// Something of which the compiler knows nothing.
#[must_use]
pub fn any<T>() -> &'static mut T {
    // SAFETY: this is never run.
    unsafe { &mut *black_box(core::ptr::dangling_mut()) }
}

/// Some of them, it does not know how many.
#[must_use]
pub fn list<T>() -> &'static mut [T] {
    // SAFETY: this is never run.
    unsafe { core::slice::from_raw_parts_mut(any(), black_box(7)) }
}

/// Makes the program, which does the work: with each network, or with those that are named.
#[macro_export]
macro_rules! probe {
    (|$net:ident| $work:expr) => {
        $crate::probe! {
            |$net: Xor| $work;
            |$net: Pilot| $work;
            |$net: Odd| $work;
            |$net: Deep| $work;
        }
    };
    ($(|$net:ident: $network:ident| $work:expr;)*) => {
        #[unsafe(no_mangle)]
        extern "C" fn probe() {$({
            let $net = $crate::any::<$crate::$network>();
            core::hint::black_box($work);
        })*}
    };
}

unsafe extern "C" {
    /// It is nowhere.
    fn a_panic_is_left() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: a program in which this is called is not linked.
    unsafe { a_panic_is_left() }
}
