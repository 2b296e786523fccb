use core::ops::Range;

use super::path::LayerPath;
use crate::activation::{Activated, Differentiable};
use crate::kernel::{Array, One, Scalar};

/// The slopes of a layer's activation at one sample, `σ'(z)`, beside what was counted before.
pub(super) struct Inspected<'a> {
    pub(super) path: LayerPath<'a>,
    /// Where the layer's parameters are among the network's.
    pub(super) parameters: Range<usize>,
    /// One for each unit, if it has one.
    pub(super) slopes: Option<&'a [f32]>,
    /// The steepest of each unit at any sample.
    pub(super) steepest: &'a mut [f32],
    /// At how many samples each unit was saturated: an integer, in the bits of a number, which itself counts no
    /// further than to `2^24`.
    pub(super) saturated: &'a mut [f32],
}

/// A walk through all layers of a network, or of a part of one, after the way forward of a sample. `D` has a number
/// for each unit of the part.
pub struct Inspection<'a, D> {
    pub(super) path: LayerPath<'a>,
    pub(super) offset: usize,
    pub(super) steepest: &'a mut D,
    pub(super) saturated: &'a mut D,
    pub(super) show: &'a mut dyn FnMut(Inspected<'_>),
}

impl<D> Inspection<'_, D> {
    /// The walk through a part with this name.
    pub fn within<'b, E>(
        &'b mut self,
        name: &'static str,
        part: impl Fn(&mut D) -> &mut E,
    ) -> Inspection<'b, E> {
        Inspection {
            path: self.path.then(name),
            offset: self.offset,
            steepest: part(self.steepest),
            saturated: part(self.saturated),
            show: self.show,
        }
    }

    /// The same for a network whose first parameter is number `offset` of the one around it.
    pub(crate) fn behind(&mut self, offset: usize) -> Inspection<'_, D> {
        let Self { path, steepest, saturated, show, .. } = self;
        Inspection { path: *path, offset: self.offset + offset, steepest, saturated, show }
    }

    /// Shows a layer, if there is something to learn in it. `units` are its own among all numbers of the part.
    pub(crate) fn show<A: Differentiable, O: Array>(
        &mut self,
        parameters: Range<usize>,
        activation: A,
        head: &Activated<O>,
        units: impl Fn(&mut D) -> &mut O,
    ) {
        if parameters.is_empty() {
            return;
        }
        let slopes = slopes_of(activation, head);
        (self.show)(Inspected {
            path: self.path,
            parameters: parameters.start + self.offset..parameters.end + self.offset,
            slopes: A::HAS_SLOPES.then(|| slopes.flat()),
            steepest: units(self.steepest).flat_mut(),
            saturated: units(self.saturated).flat_mut(),
        });
    }
}

/// What becomes of a gradient of one at each unit's output: `σ'(z)`, where each unit stands by itself.
fn slopes_of<A: Differentiable, O: Array>(activation: A, head: &Activated<O>) -> O {
    let mut slopes = O::ZEROS;
    slopes.flat_mut().fill(1.0);
    activation.backward(One(Scalar), head.flat(), slopes.flat_mut());
    slopes
}
