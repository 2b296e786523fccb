use super::Rows;

/// The weights and biases of a dense layer, in a block of parameters.
///
/// ```text
/// ..┊ w[0][0] .. w[0][O-1] ┊ .. ┊ w[I-1][0] .. w[I-1][O-1] ┊ b[0] .. b[O-1] ┊..
///   ╰ offset
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DenseParameters<'a> {
    block: &'a [f32],
    offset: usize,
    /// The biases, where they are not behind the weights.
    biases: Option<&'a [f32]>,
}

impl<'a> DenseParameters<'a> {
    /// The parameters from number `offset` of a block on.
    #[inline(always)]
    pub(crate) fn new(block: &'a [f32], offset: usize) -> Self {
        Self { block, offset, biases: None }
    }

    /// The same with biases from elsewhere, such as zeros for a layer that has none.
    #[inline(always)]
    pub(crate) fn with_biases(self, biases: &'a [f32]) -> Self {
        Self { biases: Some(biases), ..self }
    }

    /// The weights as an array, where the sizes of the layer are constants.
    #[inline(always)]
    pub(crate) fn weights<const I: usize, const O: usize>(self) -> Option<&'a [[f32; O]; I]> {
        Rows::new(self.offset).find(self.block)
    }

    /// Weights and biases as arrays.
    #[inline(always)]
    pub(crate) fn arrays<const I: usize, const O: usize>(
        self,
    ) -> Option<(&'a [[f32; O]; I], &'a [f32; O])> {
        let weights = self.weights()?;
        let biases = match self.biases {
            None => Rows::<1, O>::new(self.offset + I * O).find(self.block)?.first()?,
            Some(biases) => biases.try_into().ok()?,
        };
        Some((weights, biases))
    }

    /// The weights as a slice, a row for each input.
    #[inline(always)]
    pub(super) fn weights_of(self, inputs: usize, outputs: usize) -> Option<&'a [f32]> {
        let weights = self.block.get(self.offset..)?.get(..inputs * outputs);
        debug_assert!(weights.is_some(), "the weights of the layer are in the block");
        weights
    }

    /// Weights and biases as slices.
    #[inline(always)]
    pub(super) fn slices(self, inputs: usize, outputs: usize) -> Option<(&'a [f32], &'a [f32])> {
        let weights = self.weights_of(inputs, outputs)?;
        let biases = match self.biases {
            None => self.block.get(self.offset + weights.len()..)?.get(..outputs),
            biases => biases,
        };
        debug_assert!(biases.is_some(), "the biases of the layer are in the block");
        Some((weights, biases?))
    }
}
