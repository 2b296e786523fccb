/// What `dropout` drops in one step.
///
/// It is a function of the step, the sample, the stage and the unit: the same training drops the same
/// units, in tiles as one sample after the other.
#[derive(Debug, Clone, Copy)]
pub struct Noise {
    /// None where nothing is trained.
    seed: Option<u32>,
    first_sample: u32,
}

#[allow(clippy::cast_possible_truncation, reason = "it need not tell the step 2³² from the first")]
impl Noise {
    /// Nothing is dropped.
    pub(crate) const NONE: Self = Self { seed: None, first_sample: 0 };

    /// The same whenever it is asked for.
    pub(crate) const FIXED: Self = Self { seed: Some(0), first_sample: 0 };

    /// The seed of a trainer, as [`of_step`](Self::of_step) takes it.
    #[must_use]
    pub(crate) fn mixed_seed(seed: u64) -> u32 {
        mixed(mixed(seed as u32) ^ (seed >> 32) as u32)
    }

    /// What a step drops, by the mixed seed of its trainer.
    #[must_use]
    pub(crate) fn of_step(step: usize, seed: u32) -> Self {
        Self { seed: Some(mixed(seed ^ step as u32)), first_sample: 0 }
    }

    /// The same from a later sample of the step on.
    #[must_use]
    pub(crate) fn after(self, samples: usize) -> Self {
        Self { first_sample: self.first_sample.wrapping_add(samples as u32), ..self }
    }

    /// The same for one of a network's stages.
    #[must_use]
    pub(crate) fn of_stage(self, stage: u32) -> Self {
        Self { seed: self.seed.map(|seed| mixed(seed ^ stage)), ..self }
    }

    /// The random number of each unit of some samples, by unit and sample; nothing if none is asked for.
    #[inline(always)]
    pub(crate) fn numbers(self) -> Option<impl Fn(usize, usize) -> u32> {
        let first_sample = self.first_sample;
        self.seed.map(|seed| {
            move |unit: usize, sample: usize| {
                let sample = first_sample.wrapping_add(sample as u32).wrapping_mul(0x9e37_79b9);
                mixed(seed ^ sample.wrapping_add((unit as u32).wrapping_mul(0x85eb_ca6b)))
            }
        })
    }
}

/// Each bit of the result depends on each bit of `x`: the constants are those of Chris Wellons'
/// `lowbias32` (<https://nullprogram.com/blog/2018/07/31/>).
#[inline(always)]
fn mixed(x: u32) -> u32 {
    let x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    let x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}
