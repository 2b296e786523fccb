//! T7: how many steps momentum saves.

use std::error::Error;
use std::f64::consts::TAU;

use plotters::style::RGBColor;
use sinew::prelude::*;
use sinew::{Optimizer, Stop};

use crate::digits::{self, Digit};
use crate::figure::{Axis, BLACK, BLUE, Corner, Figure, GREEN, GREY, ORANGE, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::{logarithmic, median};
use crate::tasks::valley::Valley;

network! {
    /// Reads digits.
    struct Reader< 64 => 16 relu => 10 softmax >;
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T7",
    sentence: "Momentum and Nesterov momentum reach a given loss in fewer steps than plain descent.",
    file: "t7-momentum.svg",
    experiment,
};

/// How a step is taken. Without a share of the last step, momentum is plain descent.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Method {
    Plain,
    Momentum,
    Nesterov,
}

const METHODS: [Method; 3] = [Method::Plain, Method::Momentum, Method::Nesterov];

const SEEDS: u64 = 5;
/// Of the digits: what a step keeps of the last one.
const SHARE: f32 = 0.9;
/// The loss to be reached on the digits.
const TARGET: f32 = 0.1;
const MOST_STEPS: usize = 800;

/// Steps that were needed; infinite if too many were, or if the loss diverged.
type Steps = f64;

/// What was measured with each method.
struct Trial {
    method: Method,
    /// The steps through the valley, for each condition.
    valley: Vec<(f64, Steps)>,
    /// The median of the steps on the digits, for each learning rate.
    digits: Vec<(f64, Steps)>,
}

fn experiment() -> Result<Findings, Box<dyn Error>> {
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let conditions = logarithmic(10.0, 10_000.0, 7);
    let valley = cross_valleys(&conditions, &seeds)?;
    let digits = digits::load()?;
    let rates = logarithmic(0.04, 2.56, 7);
    let read = read_digits(&digits, &rates, &seeds);
    let trials: [Trial; 3] = std::array::from_fn(|place| Trial {
        method: METHODS[place],
        valley: row(&conditions, &valley, place),
        digits: row(&rates, &read, place),
    });
    Ok(Findings {
        table: table(&trials),
        checks: checks(&trials),
        figure: figure(&trials)?,
        text: text(&trials, digits.len()),
    })
}

/// For each method and condition, the median of the steps through the valley.
fn cross_valleys(conditions: &[f64], seeds: &[u64]) -> Result<Vec<Steps>, sinew::Error> {
    let work = pairs(&METHODS, conditions);
    let steps = progress::run("T7, valley", &work, |(method, condition)| {
        let runs = seeds.iter().map(|seed| method.cross(*condition, *seed));
        Ok(median(runs.collect::<Result<Vec<_>, _>>()?))
    });
    steps.into_iter().collect()
}

/// For each method and learning rate, the median of the steps on the digits.
fn read_digits(digits: &[Digit], rates: &[f64], seeds: &[u64]) -> Vec<Steps> {
    let work = pairs(&METHODS, &pairs(rates, seeds));
    let steps = progress::run("T7, digits", &work, |(method, (rate, seed))| {
        method.read(digits, *rate as f32, *seed)
    });
    steps.chunks(seeds.len()).map(|runs| median(runs.to_vec())).collect()
}

/// What was measured with one method, beside what was tried.
fn row(tried: &[f64], steps: &[Steps], method: usize) -> Vec<(f64, Steps)> {
    let steps = &steps[method * tried.len()..];
    tried.iter().copied().zip(steps.iter().copied()).collect()
}

fn checks([plain, momentum, nesterov]: &[Trial; 3]) -> Vec<Check> {
    vec![
        Check::at_least(
            10.0,
            "valley, condition 10⁴: steps of plain descent, as a multiple of momentum",
            plain.longest() / momentum.longest(),
        ),
        Check::at_least(10.0, "the same, of Nesterov", plain.longest() / nesterov.longest()),
        Check::at_least(0.9, "power of the condition by which steps grow, plain", plain.power()),
        Check::at_most(0.65, "the same, momentum", momentum.power()),
        Check::at_most(0.65, "the same, Nesterov", nesterov.power()),
        Check::at_least(
            2.0,
            "digits: steps of plain descent, as a multiple of momentum",
            plain.best().1 / momentum.best().1,
        ),
        Check::at_least(2.0, "the same, of Nesterov", plain.best().1 / nesterov.best().1),
    ]
}

fn text([plain, momentum, nesterov]: &[Trial; 3], digits: usize) -> String {
    format!(
        "**Asked.** Momentum (Polyak 1964) keeps a share of the last step, v ← μ∇L(w) + αv, w ← w − v; Nesterov's (1983) \
         takes the gradient at w − αv. How many steps do they save?\n\n\
         **Measured.** First in a valley: two weights, along one of which the loss is curved `condition` times as \
         strongly as along the other, with the rates that theory gives for each method, until the loss is a millionth of \
         the first (median of {SEEDS} starts). From a condition of 10 to one of 10 000, the steps of plain descent grow as \
         its power {:.2}, those of momentum as {:.2}, of Nesterov's as {:.2}. Then on {digits} handwritten digits with a \
         network of 64-16-10 and full batches, until the loss is {TARGET}; of {} learning rates the best counts for each \
         method, α is {SHARE}: {} steps for plain descent, {} for momentum, {} for Nesterov's (medians of {SEEDS} \
         seeds).\n\n\
         **Means.** Plain descent must not step further than the steep direction allows, and so crawls along the flat \
         one. Momentum sums up the small steps that agree, and those to and fro cancel: the condition counts by its \
         square root. On the digits the gain is smaller; a network's loss is no parabola. The learning rates differ: as \
         long as the gradient stays the same, one of momentum with α = {SHARE} moves {:.0} times as far in the end. \
         Where plain descent may take steps as long, it is as fast: momentum with a rate of {} needs {} steps, plain \
         descent with {} needs {}, with {} {}.",
        plain.power(),
        momentum.power(),
        nesterov.power(),
        plain.digits.len(),
        plain.best().1,
        momentum.best().1,
        nesterov.best().1,
        1.0 / (1.0 - SHARE),
        number(momentum.digits[0].0),
        momentum.digits[0].1,
        number(plain.digits[3].0),
        plain.digits[3].1,
        number(plain.digits[4].0),
        plain.digits[4].1,
    )
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain descent",
            Self::Momentum => "momentum",
            Self::Nesterov => "Nesterov",
        }
    }

    fn color(self) -> RGBColor {
        match self {
            Self::Plain => BLUE,
            Self::Momentum => ORANGE,
            Self::Nesterov => GREEN,
        }
    }

    /// What is best for curvatures from `1 / condition` to 1 (Polyak, *Some methods of speeding up the convergence of
    /// iteration methods*, 1964; Nesterov, *Introductory lectures on convex optimization*, 2004, 2.2.1): the learning rate
    /// and the share of the last step.
    fn settings(self, condition: f64) -> (f32, f32) {
        let root = condition.sqrt();
        let share = (root - 1.0) / (root + 1.0);
        let (rate, share) = match self {
            Self::Plain => (2.0 / (1.0 + 1.0 / condition), 0.0),
            Self::Momentum => (4.0 / (1.0 + 1.0 / root).powi(2), share * share),
            Self::Nesterov => (1.0, share),
        };
        (rate as f32, share as f32)
    }

    fn cross(self, condition: f64, seed: u64) -> Result<Steps, sinew::Error> {
        let valley = Valley::new(condition, TAU * (seed as f64 + 0.5) / SEEDS as f64);
        let (rate, share) = self.settings(condition);
        let steps = match self {
            Self::Plain | Self::Momentum => valley.steps(Momentum::new(rate, share))?,
            Self::Nesterov => valley.steps(Nesterov::new(rate, share))?,
        };
        Ok(steps)
    }

    fn path(
        self,
        valley: &Valley,
        condition: f64,
        steps: usize,
    ) -> Result<Vec<(f64, f64)>, sinew::Error> {
        let (rate, share) = self.settings(condition);
        match self {
            Self::Plain | Self::Momentum => valley.path(Momentum::new(rate, share), steps),
            Self::Nesterov => valley.path(Nesterov::new(rate, share), steps),
        }
    }

    fn read(self, digits: &[Digit], rate: f32, seed: u64) -> Steps {
        match self {
            Self::Plain => read(digits, Momentum::new(rate, 0.0), seed),
            Self::Momentum => read(digits, Momentum::new(rate, SHARE), seed),
            Self::Nesterov => read(digits, Nesterov::new(rate, SHARE), seed),
        }
    }
}

fn read<O: Optimizer>(digits: &[Digit], optimizer: O, seed: u64) -> Steps {
    let mut net = Reader::seeded(seed);
    let mut trainer = Trainer::deterministic(CrossEntropy, optimizer);
    trainer.full_batch().in_order().epochs(MOST_STEPS).until(TARGET);
    match trainer.fit(&mut net, digits) {
        // The loss of an epoch is that before its step.
        Ok(report) if report.stop == Stop::TargetReached => (report.epochs - 1) as Steps,
        _ => Steps::INFINITY,
    }
}

impl Trial {
    /// Steps through the longest valley.
    fn longest(&self) -> Steps {
        self.valley.last().map_or(Steps::NAN, |(_, steps)| *steps)
    }

    /// The power of the condition by which the steps grow, from the first valley to the last.
    fn power(&self) -> f64 {
        let [(first, few), (last, many)] = [self.valley[0], self.valley[self.valley.len() - 1]];
        (many / few).ln() / (last / first).ln()
    }

    /// The learning rate that took the fewest steps on the digits.
    fn best(&self) -> (f64, Steps) {
        let fewest = self.digits.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        fewest.copied().unwrap_or((f64::NAN, Steps::NAN))
    }
}

fn table(trials: &[Trial; 3]) -> Table {
    let mut table =
        Table::new(["method", "valley of 10", "of 1000", "of 10 000", "digits", "best rate there"]);
    for trial in trials {
        let [short, long, longest] = [0, 4, 6].map(|place| number(trial.valley[place].1));
        let (rate, steps) = trial.best();
        table.row([trial.method.name().into(), short, long, longest, number(steps), number(rate)]);
    }
    table
}

fn figure(trials: &[Trial; 3]) -> Result<Figure, sinew::Error> {
    let mut grows = Panel::new(
        "Steps through a valley",
        Axis::logarithmic("condition: steepest by flattest curvature"),
        Axis::logarithmic("steps to a millionth of the loss"),
    )
    .legend(Corner::UpperLeft);
    let mut rates = Panel::new(
        format!("Steps to a loss of {TARGET} on digits"),
        Axis::logarithmic("learning rate"),
        Axis::logarithmic("steps").range(3.0..4000.0),
    )
    .legend(Corner::LowerLeft);
    for (Trial { method, valley, digits }, above) in trials.iter().zip([3200.0, 2300.0, 1650.0]) {
        let (name, color) = (method.name(), method.color());
        grows.line(name, color, valley.iter().copied());
        grows.dots("", color, true, valley.iter().copied());
        let (reached, missed): (Vec<_>, Vec<_>) =
            digits.iter().copied().partition(|(_, steps)| steps.is_finite());
        rates.line(name, color, reached.iter().copied());
        rates.dots("", color, true, reached);
        rates.dots("", color, false, missed.into_iter().map(|(rate, _)| (rate, above)));
    }
    rates.dots(format!("not reached in {MOST_STEPS}"), GREY, false, []);
    let panels = vec![paths()?, grows, rates];
    Ok(Figure { title: "What momentum saves", panels })
}

/// The first steps through a short valley.
fn paths() -> Result<Panel, sinew::Error> {
    const CONDITION: f64 = 40.0;
    let mut panel = Panel::new(
        format!("25 steps through a valley of condition {CONDITION}"),
        Axis::linear("flat direction").range(-7.0..7.0),
        Axis::linear("steep direction").range(-2.5..4.5),
    )
    .legend(Corner::UpperRight);
    for (level, label) in [(0.1_f64, ""), (0.3, ""), (0.6, ""), (1.0, "equal loss")] {
        let turn = (0..=60).map(|i| TAU * f64::from(i) / 60.0);
        let wide = level * CONDITION.sqrt();
        panel.line(label, GREY, turn.map(|angle| (wide * angle.cos(), level * angle.sin())));
    }
    let valley = Valley::new(CONDITION, 0.7 * TAU / 2.0 + 0.25);
    for method in METHODS {
        let path = method.path(&valley, CONDITION, 25)?;
        panel.line(method.name(), method.color(), path.iter().copied());
        panel.dots("", method.color(), true, path);
    }
    panel.dots("minimum", BLACK, true, [(0.0, 0.0)]);
    Ok(panel)
}
