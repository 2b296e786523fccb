use core::fmt;
use core::marker::PhantomData;

use super::Schedule;
use super::mode::{Deterministic, Fast};
use super::shaping::Shaping;
use crate::layers::Noise;
use crate::network::{Block, Network};
use crate::optimizer::{BlocksOf, Memory, Optimizer};

/// Trains a network by gradient descent on a loss, with an optimizer.
///
/// It holds all that training needs besides the network: the gradient and the optimizer's state, in buffers as
/// large as the parameters that are trained. Of frozen layers it holds nothing. Which network it trains is fixed
/// by its first use.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
/// let report = trainer.epochs(500).full_batch().until(1e-7).fit(&mut net, &line)?;
/// assert_eq!(report.stop, Stop::TargetReached);
/// assert!((net.predict(&[3.0])[0] - 7.0).abs() < 1e-2);
///
/// // Or in a loop of one's own:
/// for _ in 0..100 {
///     trainer.step(&mut net, &line)?;
/// }
/// assert!(trainer.evaluate(&net, &line)? < report.loss);
/// # use sinew::Stop;
/// # Ok::<(), sinew::Error>(())
/// ```
pub struct Trainer<N: Network, L, O: Optimizer, M = Fast> {
    pub(super) loss: L,
    pub(super) optimizer: O,
    pub(super) schedule: Schedule,
    pub(super) shaping: Option<Shaping>,
    pub(super) state: O::State,
    pub(super) memory: BlocksOf<O, N::Trained>,
    pub(super) gradient: Block<N::Trained>,
    pub(super) steps: usize,
    pub(super) epochs_run: usize,
    pub(super) epochs: usize,
    pub(super) batch: usize,
    pub(super) seed: Option<u64>,
    pub(super) noise_seed: u32,
    pub(super) target_loss: f32,
    /// Whether it is known that all settings are in range.
    pub(super) checked: bool,
    mode: PhantomData<fn() -> M>,
}

impl<N: Network, L, O: Optimizer> Trainer<N, L, O> {
    /// Unless told otherwise: 100 epochs, batches of 32 samples, shuffled by seed 0.
    ///
    /// It computes with the best instructions of the CPU that it runs on, so that the last bits differ between
    /// one kind of CPU and another. [`deterministic`](Trainer::deterministic) does not.
    #[must_use]
    pub fn new(loss: L, optimizer: O) -> Self {
        Self::of(loss, optimizer)
    }
}

impl<N: Network, L, O: Optimizer> Trainer<N, L, O, Deterministic> {
    /// The same, but with results that are alike on every CPU to the last bit: sums are taken in one order, whatever
    /// the width of the CPU's vectors, and no product is fused with a sum. It takes 1 to 2.7
    /// times as long, the most where the CPU has AVX-512. Steps on more than 4096 samples at once differ without `std`,
    /// where they are [summed in another way](Self::full_batch).
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    /// let mut net = network!(1 => 4 tanh => 1);
    /// net.reseed(7);
    /// Trainer::deterministic(MeanSquaredError, Sgd::new(0.1)).epochs(10).fit(&mut net, &line)?;
    /// // On any CPU:
    /// assert_eq!(net.parameters()[0].to_bits(), 0x3e66_29c6);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    #[must_use]
    pub fn deterministic(loss: L, optimizer: O) -> Self {
        Self::of(loss, optimizer)
    }
}

impl<N: Network, L, O: Optimizer, M> Trainer<N, L, O, M> {
    fn of(loss: L, optimizer: O) -> Self {
        Self {
            state: optimizer.start(),
            memory: O::Memory::zeros(),
            gradient: Block::<N::Trained>::zeros(),
            loss,
            optimizer,
            schedule: Schedule::constant(),
            shaping: None,
            steps: 0,
            epochs_run: 0,
            epochs: 100,
            batch: 32,
            seed: Some(0),
            noise_seed: Noise::mixed_seed(0),
            target_loss: f32::NEG_INFINITY,
            checked: false,
            mode: PhantomData,
        }
    }

    /// How often [`fit`](Self::fit) goes through all samples.
    pub fn epochs(&mut self, epochs: usize) -> &mut Self {
        self.epochs = epochs;
        self
    }

    /// Mini-batch descent: a step for every so many samples.
    pub fn batch(&mut self, samples: usize) -> &mut Self {
        self.batch = samples;
        self
    }

    /// Online descent: a step for every sample.
    pub fn online(&mut self) -> &mut Self {
        self.batch(1)
    }

    /// Full-batch descent: one step an epoch, for all samples. A stream, whose samples are never all there, has none.
    ///
    /// The gradient of more than 4096 samples is summed up in pieces, in a place on the heap of 8 bytes for each
    /// parameter that is trained, for as long as a step takes. Without `std` there is none, and digits are lost: over a
    /// million samples that are alike, a gradient is off by up to `3e-4` of itself.
    pub fn full_batch(&mut self) -> &mut Self {
        self.batch(usize::MAX)
    }

    /// Shuffles the samples of each epoch in an order that depends on this seed alone.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    /// network! { #[derive(Debug, PartialEq)] struct Line< 1 => 1 >; }
    /// let train = |set: fn(&mut Trainer<Line, MeanSquaredError, Sgd>)| {
    ///     let (mut net, mut trainer) = (Line::zeros(), Trainer::new(MeanSquaredError, Sgd::new(0.1)));
    ///     set(trainer.epochs(1).online());
    ///     trainer.fit(&mut net, &line).map(|_| net)
    /// };
    /// let in_order = train(|trainer| _ = trainer.in_order())?;
    /// let shuffled = train(|trainer| _ = trainer.shuffle(3))?;
    /// assert_ne!(shuffled, in_order);
    /// assert_eq!(shuffled, train(|trainer| _ = trainer.shuffle(3))?);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    pub fn shuffle(&mut self, seed: u64) -> &mut Self {
        self.seed = Some(seed);
        self
    }

    /// Takes the samples in their own order.
    pub fn in_order(&mut self) -> &mut Self {
        self.seed = None;
        self
    }

    /// Drops units in `dropout` stages as this seed says: 0, unless told otherwise. Networks of an ensemble that are to
    /// differ need a seed each.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// network! { #[derive(Debug, PartialEq)] struct Net< 16 => dropout(0.5) => 1 >; }
    ///
    /// let trained = |seed| {
    ///     let (mut net, mut trainer) = (Net::zeros(), Trainer::new(MeanSquaredError, Sgd::new(0.1)));
    ///     trainer.dropout_seed(seed).step(&mut net, &[([1.0; 16], [1.0])])?;
    ///     Ok::<_, sinew::Error>(net)
    /// };
    /// assert_eq!(trained(1)?, trained(1)?);
    /// assert_ne!(trained(1)?, trained(2)?);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    pub fn dropout_seed(&mut self, seed: u64) -> &mut Self {
        self.noise_seed = Noise::mixed_seed(seed);
        self
    }

    /// Changes the learning rate from step to step, counted from the trainer's first.
    pub fn schedule(&mut self, schedule: Schedule) -> &mut Self {
        self.checked = false;
        self.schedule = schedule;
        self
    }

    /// Stops as soon as the mean loss of an epoch is at or below `loss`.
    pub fn until(&mut self, loss: f32) -> &mut Self {
        self.checked = false;
        self.target_loss = loss;
        self
    }

    /// Pulls each parameter that is trained towards zero by a constant: the gradient of the penalty
    /// `rate Σ |w|`, biases included, which makes many of them all but zero.
    ///
    /// This, [`l2`](Self::l2) and clipping need the whole gradient before the step, so that steps on few samples
    /// are slower with them. The loss that is reported leaves penalties out.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// // Of two inputs that say the same, the shorter weight is not worth its penalty.
    /// let samples = [([1.0, 0.5], [1.0]), ([-1.0, -0.5], [-1.0])];
    /// let mut net = network!(2 => 1 [no_bias]);
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.01));
    /// trainer.l1(0.1).epochs(2000).fit(&mut net, &samples)?;
    /// let [w, v] = [net.parameters()[0], net.parameters()[1]];
    /// assert!(w > 0.9 && v.abs() < 0.01, "{w} {v}");
    ///
    /// // `l2` has both share the work, as their inputs are.
    /// trainer.l1(0.0).l2(1.0).fit(&mut net, &samples)?;
    /// let [w, v] = [net.parameters()[0], net.parameters()[1]];
    /// assert!((w - 2.0 * v).abs() < 0.01, "{w} {v}");
    /// # Ok::<(), sinew::Error>(())
    /// ```
    pub fn l1(&mut self, rate: f32) -> &mut Self {
        self.shape().l1 = rate;
        self
    }

    /// Pulls each parameter that is trained towards zero by a share of itself: the gradient of the penalty
    /// `rate / 2 Σ w²`, biases included.
    ///
    /// Like [`l1`](Self::l1), it is a part of the gradient that is clipped, as if the penalty were added to the loss in
    /// PyTorch. PyTorch's `weight_decay` is added after clipping: that is [`Sgd::weight_decay`](crate::Sgd::weight_decay)
    /// here, and [`AdamW`](crate::AdamW).
    ///
    /// `[l2 = ..]` in `network!` does so for the weights of one layer. [`l1`](Self::l1) has an example of both.
    pub fn l2(&mut self, rate: f32) -> &mut Self {
        self.shape().l2 = rate;
        self
    }

    /// Bounds each number of the gradient, penalties included: it is `limit` at most in magnitude.
    /// [`clip_norm`](Self::clip_norm) has an example of both.
    pub fn clip_value(&mut self, limit: f32) -> &mut Self {
        self.shape().largest = limit;
        self
    }

    /// Bounds the length of the gradient, penalties included: one that is longer than `limit` gets that length and
    /// keeps its direction: it is multiplied by `limit / length`. PyTorch adds `10⁻⁶` to the length that it divides by, which
    /// makes short gradients shorter.
    ///
    /// (Pascanu, Mikolov and Bengio, *On the difficulty of training recurrent neural networks*, 2013.)
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let cliff = [([1000.0], [0.0])];
    /// let mut net = network!(1 => 1 [no_bias]);
    /// net.parameters_mut()[0] = 1.0;
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    /// trainer.clip_norm(1.0).step(&mut net, &cliff)?;
    /// assert!((net.parameters()[0] - 0.9).abs() < 1e-6);
    ///
    /// trainer.clip_norm(f32::INFINITY).clip_value(2.0).step(&mut net, &cliff)?;
    /// assert!((net.parameters()[0] - 0.7).abs() < 1e-6);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    pub fn clip_norm(&mut self, limit: f32) -> &mut Self {
        self.shape().longest = limit;
        self
    }

    /// Tells the schedule the mean loss of an epoch, as [`fit`](Self::fit) does by itself: for loops of one's own. Only
    /// [`Schedule::reduce_on_plateau`] asks for it.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    /// let mut net = network!(1 => 1);
    /// // A learning rate that is too large, until the loss has not fallen twice.
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.5));
    /// trainer.schedule(Schedule::reduce_on_plateau(0.5, 1));
    /// for _ in 0..100 {
    ///     let loss = trainer.step(&mut net, &line)?;
    ///     trainer.observe(loss);
    /// }
    /// assert!(trainer.evaluate(&net, &line)? < 1e-6);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    pub fn observe(&mut self, loss: f32) {
        self.schedule.observe(loss);
    }

    /// How many epochs were run so far, those before a [checkpoint](Self::checkpoint) included: by
    /// [`fit`](Self::fit) and the like, and by [`fit_stream`](Self::fit_stream).
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    /// let mut net = network!(1 => 1);
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    /// trainer.batch(2).epochs(5).fit(&mut net, &line)?;
    /// trainer.step(&mut net, &line)?;
    /// assert_eq!((trainer.epochs_run(), trainer.steps_run()), (5, 2 * 5 + 1));
    /// # Ok::<(), sinew::Error>(())
    /// ```
    #[must_use]
    pub fn epochs_run(&self) -> usize {
        self.epochs_run
    }

    /// How many steps were taken so far, those before a [checkpoint](Self::checkpoint) included. A
    /// [schedule](Self::schedule) goes by it.
    #[must_use]
    pub fn steps_run(&self) -> usize {
        self.steps
    }

    fn shape(&mut self) -> &mut Shaping {
        self.checked = false;
        self.shaping.get_or_insert(Shaping::NONE)
    }
}

impl<N: Network, L: fmt::Debug, O: Optimizer + fmt::Debug, M> fmt::Debug for Trainer<N, L, O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer")
            .field("loss", &self.loss)
            .field("optimizer", &self.optimizer)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
