use sinew::Loss;
use sinew::prelude::*;

const DELTA: f32 = 0.5;

network! { struct Squared< 2 => 3 tanh > { loss: mean_squared_error } }
network! { struct Absolute< 2 => 3 relu > { loss: mean_absolute_error } }
network! { struct Cut< 2 => 3 > { loss: huber(1.0) } }
network! { struct CutByConstant< 2 => 3 > { loss: huber(DELTA * 2.0) } }
network! { struct Sides< 2 => 3 > { loss: hinge } }
network! { struct Direction< 2 => 3 > { loss: cosine_distance } }
network! { struct Binary< 2 => 3 sigmoid > { loss: binary_cross_entropy } }
network! { struct BinaryLogits< 2 => 3 linear > { loss: binary_cross_entropy_with_logits } }
network! { struct Classes< 2 => 3 softmax > { loss: cross_entropy } }
network! { struct Logits< 2 => 3 > { loss: cross_entropy_with_logits } }
network! { struct Smooth< 2 => 3 softmax > { loss: smoothed_cross_entropy(0.1) } }
network! { struct SmoothLogits< 2 => 3 > { loss: smoothed_cross_entropy_with_logits(0.1) } }
network! { struct Divergence< 2 => 3 softmax > { loss: kullback_leibler } }

// What ends in one of these stages ends in linear.
network! { struct Prelu< 2 => 3 prelu > { loss: cross_entropy_with_logits } }
network! { struct Norm< 2 => 3 relu => layer_norm > { loss: cross_entropy_with_logits } }
network! { struct Affine< 2 => affine > { loss: binary_cross_entropy_with_logits } }
network! { struct Residual< 2 => residual { 4 relu => 2 } > { loss: cross_entropy_with_logits } }

mod own {
    use sinew::kernel::Kernel;
    use sinew::{Activated, Differentiable, ElementwiseLoss, Loss, Real};

    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Weighted(pub f32);

    impl ElementwiseLoss for Weighted {
        fn value<R: Real>(self, a: R, y: R) -> R {
            (a - y) * (a - y) * self.0
        }

        fn derivative<R: Real>(self, a: R, y: R) -> R {
            (a - y) * (2.0 * self.0)
        }
    }

    sinew::elementwise_loss!(Weighted);

    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Whole;

    impl<A: Differentiable> Loss<A> for Whole {
        fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
            Loss::<A>::value(Weighted(1.0), kernel, output, target)
        }

        fn delta<K: Kernel>(
            self,
            kernel: K,
            activation: A,
            output: Activated<&[f32]>,
            target: &[f32],
            delta: &mut [f32],
        ) {
            Weighted(1.0).delta(kernel, activation, output, target, delta);
        }
    }
}

network! { struct Own< 2 => 3 > { loss: own::Weighted(DELTA) } }
network! { struct OwnWhole< 2 => 3 > { loss: own::Whole } }
network! { struct OwnAlone< 2 => 3 > { loss: sinew::Hinge } }
network! { struct Around< 2 => Classes > { loss: cross_entropy } }

/// Asks for the trait that training does.
fn fits<N: Trainable, L: Loss<N::Head>>(_net: &N, _loss: L) {}

macro_rules! fits {
    ($($net:ident),*) => {
        $(fits(&$net::seeded(7), $net::LOSS);)*
    };
}

#[test]
fn it_works() {
    assert_eq!(Own::LOSS, own::Weighted(0.5));
    assert_eq!(OwnAlone::LOSS, Hinge);
    assert_eq!(Cut::LOSS, CutByConstant::LOSS);
    assert_eq!(Smooth::LOSS, CrossEntropy.label_smoothing(0.1));
    assert_eq!(SmoothLogits::LOSS, CrossEntropyWithLogits.label_smoothing(0.1));
    fits!(Squared, Absolute, Cut, CutByConstant, Sides, Direction, Binary, BinaryLogits);
    fits!(Classes, Logits, Smooth, SmoothLogits, Divergence, Prelu, Norm, Affine, Residual);
    fits!(Own, OwnWhole, OwnAlone, Around);
}
