use super::Activation;
use crate::init::Init;
use crate::kernel::Kernel;
use crate::math::Real;

/// `step`: the threshold of a perceptron, `a = 1` if `z >= 0`, else `0`.
///
/// It has no gradient that could train anything, so that a network with it has no `backward` and
/// no [`Trainer`](crate::Trainer) takes it.
///
/// ```
/// // True and true.
/// let mut net = sinew::network!(2 => 1 step);
/// net.parameters_mut().copy_from_slice(&[1.0, 1.0, -1.5]);
/// assert_eq!(net.predict(&[1.0, 0.0]), [0.0]);
/// assert_eq!(net.predict(&[1.0, 1.0]), [1.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step;

impl Activation for Step {
    #[inline(always)]
    fn activate<K: Kernel>(self, kernel: K, z: &[f32], a: &mut [f32]) {
        kernel.map(
            z,
            a,
            #[inline(always)]
            |z| z.select_less(z.constant(0.0), z.constant(0.0), one_unless_nan(z)),
        );
    }

    compiled_once!(activate);

    fn default_init(self) -> Init {
        Init::xavier()
    }
}

#[inline(always)]
fn one_unless_nan<R: Real>(z: R) -> R {
    z.select_less(z.constant(f32::INFINITY), z.constant(1.0), z).at_most(z.constant(1.0))
}
