//! Each function at every `f32` there is, or at one of a few, on every level of this CPU, against double precision.
//!
//! An optimized build takes all 2³² of them, one that is not takes one of 65 537; `SWEEP_ONE_OF` in the
//! environment says otherwise. All are computed on the first level with vectors, which here rounds after each
//! product, and on the best, which fuses products with sums. The others do the same arithmetic as one of
//! these, and take a part of them.

mod functions;

use std::boxed::Box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use std::vec::Vec;

use super::exp::{HIGHEST, LOWEST};
use super::{Real, erf, sin};
use crate::kernel::levels::{OnLevel, on_each_level};
use crate::kernel::{Isa, Kernel, One, dispatch};

/// So many numbers are computed at once.
const CHUNK: usize = 2048;

/// Of so many chunks a level takes one whose arithmetic is that of a level that takes them all.
const SAMPLED: u64 = if cfg!(debug_assertions) { 1 } else { 16 };

/// Below, four terms of a series are exact enough.
const SMALL: f32 = 1.0 / 8192.0;

/// How often a sweep of all numbers says how far it is.
const NEWS: u64 = 4;

/// A function, and what it promises.
pub(crate) trait Function: 'static {
    const NAME: &'static str;
    /// No result is off by more units in the last place.
    const BOUND: f64;
    /// The bits of the numbers for which it is made.
    const DOMAIN: (u32, u32) = (0, u32::MAX);

    fn of<R: Real>(x: R) -> R;

    /// What is documented: the exact value, or what stands in its place.
    fn documented(x: f64) -> f64;

    /// The same for a magnitude below [`SMALL`], to `2^-50`: the first terms of a series are quicker.
    fn of_small(x: f64) -> f64 {
        Self::documented(x)
    }

    /// How far off a result is, in the units of the bound.
    #[inline(always)]
    fn distance(_x: f32, found: f32, exact: f64) -> f64 {
        in_ulp(found, exact)
    }
}

/// One of so many numbers is taken.
fn stride() -> u64 {
    const DEFAULT: u64 = if cfg!(debug_assertions) { 65_537 } else { 1 };
    std::env::var("SWEEP_ONE_OF").map_or(DEFAULT, |one_of| one_of.parse().unwrap())
}

/// A function on one level of the CPU.
struct Level {
    name: &'static str,
    compute: Box<Compute>,
}

type Compute = dyn Fn(&[f32; CHUNK], &mut [f32; CHUNK]) + Sync;

struct Levels<F> {
    found: Vec<Level>,
    function: core::marker::PhantomData<F>,
}

impl<F: Function> OnLevel for Levels<F> {
    fn on<S: Isa + Sync + 'static>(&mut self, name: &'static str, isa: S) {
        let compute = move |x: &[f32; CHUNK], out: &mut [f32; CHUNK]| {
            isa.vectorize(
                #[inline(always)]
                || {
                    One(isa).map(
                        x,
                        out,
                        #[inline(always)]
                        |x| F::of(x),
                    );
                },
            );
        };
        self.found.push(Level { name, compute: Box::new(compute) });
    }
}

/// The largest error so far, in units in the last place, and where it is.
#[derive(Debug, Clone, Copy, Default)]
struct Worst {
    error: f64,
    x: f32,
}

impl Worst {
    fn add(&mut self, other: Self) {
        if other.error > self.error {
            *self = other;
        }
    }
}

/// The series is the function, zero's sign included.
fn check_small<F: Function>() {
    for x in [0.0, -0.0, 1e-40, -1e-40, 1e-9, -1e-9, 1.2e-4, -1.2e-4] {
        let (series, function) = (F::of_small(x), F::documented(x));
        let same = series == function || series.is_nan() && function.is_nan();
        let near = (series - function).abs() <= 1e-15 * function.abs();
        let sign = series.is_sign_positive() == function.is_sign_positive();
        assert!((same || near) && sign, "{} of {x}: {series}, {function}", F::NAME);
    }
}

pub(crate) fn sweep<F: Function>() {
    let (start, stride) = (Instant::now(), stride());
    check_small::<F>();
    let mut levels = Levels::<F> { found: Vec::new(), function: core::marker::PhantomData };
    on_each_level(&mut levels);
    let levels = levels.found;
    let mut worst = std::vec![Worst::default(); levels.len()];
    add_errors::<F>(&edges::<F>(), 0, &levels, &mut worst);
    let (next, worst) = (AtomicU64::new(0), Mutex::new(worst));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut mine = std::vec![Worst::default(); levels.len()];
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(x) = chunk::<F>(number, stride) else { break };
                    add_errors::<F>(&x, number, &levels, &mut mine);
                }
                worst.lock().unwrap().iter_mut().zip(mine).for_each(|(all, one)| all.add(one));
            });
        }
    });
    let worst = worst.into_inner().unwrap();
    for (level, Worst { error, x }) in levels.iter().zip(&worst) {
        std::println!("{} on {}: {error:.3} ulp at {x:?}", F::NAME, level.name);
    }
    std::println!("{}: {:.1?}", F::NAME, start.elapsed());
    for (level, Worst { error, x }) in levels.iter().zip(worst) {
        assert!(error <= F::BOUND, "{} on {}: {error} ulp at {x:?}", F::NAME, level.name);
    }
}

/// The numbers of a chunk, the last of which is filled up with its last; none behind the last chunk.
fn chunk<F: Function>(number: u64, stride: u64) -> Option<[f32; CHUNK]> {
    let (first, last) = F::DOMAIN;
    let bits = |place: u64| u64::from(first) + place * stride;
    let place = number * CHUNK as u64;
    let chunks = u64::from(last - first) / (stride * CHUNK as u64) + 1;
    if number > 0 && number.is_multiple_of(chunks.div_ceil(NEWS)) && stride == 1 {
        std::println!("{}: {number} of {chunks} parts", F::NAME);
    }
    if bits(place) > u64::from(last) {
        return None;
    }
    let mut x = [0.0; CHUNK];
    for (x, place) in x.iter_mut().zip(place..) {
        *x = f32::from_bits(u32::try_from(bits(place)).map_or(last, |bits| bits.min(last)));
    }
    Some(x)
}

/// Where the formulas change, each with its neighbours.
fn edges<F: Function>() -> [f32; CHUNK] {
    let magnitudes = [
        0.0,
        f32::MIN_POSITIVE,
        1.0,
        core::f32::consts::SQRT_2,
        9.5,
        erf::ONE_FROM,
        sin::EXACT_TO,
        HIGHEST,
        -LOWEST,
        f32::MAX,
        f32::INFINITY,
        f32::NAN,
    ];
    let mut x = [f32::from_bits(F::DOMAIN.0); CHUNK];
    let edges = magnitudes.into_iter().flat_map(|edge| [edge, edge.next_up(), edge.next_down()]);
    let inside = |x: &f32| (F::DOMAIN.0..=F::DOMAIN.1).contains(&x.to_bits());
    let edges = edges.flat_map(|edge| [edge, -edge]).filter(inside);
    x.iter_mut().zip(edges).for_each(|(x, edge)| *x = edge);
    x
}

/// The errors of each level. Levels that agree in every bit are judged once.
fn add_errors<F: Function>(x: &[f32; CHUNK], number: u64, levels: &[Level], worst: &mut [Worst]) {
    let mut exact = [f64::NAN; CHUNK];
    fill_exact::<F>(x, &mut exact);
    let (mut found, mut before) = ([f32::NAN; CHUNK], [f32::NAN; CHUNK]);
    let mut judged = None;
    for (place, level) in levels.iter().enumerate() {
        let takes_all = place == 1 || place + 1 == levels.len();
        if !takes_all && !number.is_multiple_of(SAMPLED) {
            continue;
        }
        (level.compute)(x, &mut found);
        let error = match judged {
            Some(error) if same_bits(&before, &found) => error,
            _ => judge::<F>(x, &found, &exact),
        };
        worst[place].add(error);
        judged = Some(error);
        core::mem::swap(&mut before, &mut found);
    }
}

fn fill_exact<F: Function>(x: &[f32; CHUNK], exact: &mut [f64; CHUNK]) {
    let all = x.iter().zip(exact);
    if x.iter().all(|x| x.abs() < SMALL) {
        dispatch!(isa => isa.vectorize(
            #[inline(always)]
            || all.for_each(#[inline(always)] |(x, exact)| *exact = F::of_small(f64::from(*x)))
        ));
    } else {
        all.for_each(|(x, exact)| *exact = F::documented(f64::from(*x)));
    }
}

fn same_bits(left: &[f32; CHUNK], right: &[f32; CHUNK]) -> bool {
    let differences = left.iter().zip(right).map(|(left, right)| left.to_bits() ^ right.to_bits());
    differences.fold(0, |any, difference| any | difference) == 0
}

fn judge<F: Function>(x: &[f32; CHUNK], found: &[f32; CHUNK], exact: &[f64; CHUNK]) -> Worst {
    let mut errors = [0; CHUNK];
    let worst = dispatch!(isa => isa.vectorize(
        #[inline(always)]
        || {
            let mut worst = 0;
            for (((x, found), exact), error) in x.iter().zip(found).zip(exact).zip(&mut errors) {
                // The bits of numbers that are not negative are in the order of the numbers.
                *error = F::distance(*x, *found, *exact).to_bits();
                worst = worst.max(*error);
            }
            worst
        }
    ));
    let place = errors.iter().position(|error| *error == worst).unwrap();
    Worst { error: f64::from_bits(worst), x: x[place] }
}

/// The distance from the exact value in units in the last place of the `f32` next to it, whose
/// subnormal numbers have the unit of the smallest normal ones.
///
/// Zero, infinity and NaN are met or they are not: the distance is then 0 or infinite.
#[inline(always)]
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn in_ulp(found: f32, exact: f64) -> f64 {
    const F32_DIGITS_AND_BIAS: u64 = 23 + 127;
    const F64_BIAS: u64 = 1023;
    const F64_DIGITS: u32 = 52;
    let rounded = exact as f32;
    let exponent = u64::from((rounded.to_bits() & f32::INFINITY.to_bits()) >> 23).max(1);
    let units_in_one = f64::from_bits((F64_BIAS + F32_DIGITS_AND_BIAS - exponent) << F64_DIGITS);
    let distance = (f64::from(found) - exact).abs() * units_in_one;
    let met = found.to_bits() == rounded.to_bits() || found.is_nan() & exact.is_nan();
    let to_be_met = (exact == 0.0) | !rounded.is_finite();
    let distance = if distance.is_nan() { f64::INFINITY } else { distance };
    let exactly = if met { 0.0 } else { f64::INFINITY };
    if to_be_met { exactly } else { distance }
}

#[test]
fn distances() {
    let one_above = 1.0_f32.next_up();
    assert_eq!(in_ulp(one_above, 1.0), 1.0);
    assert_eq!(in_ulp(1.0, 1.0 + 0.25 * f64::from(f32::EPSILON)), 0.25);
    assert_eq!(in_ulp(f32::from_bits(5), f64::from(f32::from_bits(3))), 2.0);
    assert_eq!(in_ulp(f32::INFINITY, 1e39), 0.0);
    assert_eq!(in_ulp(f32::MAX, 1e39), f64::INFINITY);
    assert_eq!(in_ulp(f32::INFINITY, 1e38), f64::INFINITY);
    assert_eq!(in_ulp(-0.0, 0.0), f64::INFINITY);
    assert_eq!(in_ulp(-0.0, -0.0), 0.0);
    assert_eq!(in_ulp(f32::NAN, f64::NAN), 0.0);
    assert_eq!(in_ulp(f32::NAN, 1.0), f64::INFINITY);
    assert_eq!(in_ulp(1.0, f64::NAN), f64::INFINITY);
}
