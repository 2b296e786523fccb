//! Two half-moons of points, one in the other, as a task for a classifier.

use std::f32::consts::PI;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Points in the plane, and which of two they are.
pub(crate) type Moons = Vec<([f32; 2], [f32; 1])>;

/// As many of each class; `noise` is how far a point is from its moon at most, in each direction.
pub(crate) fn moons(count: usize, noise: f32, classes: [f32; 2]) -> Moons {
    let mut random = StdRng::seed_from_u64(1);
    let mut noise = || random.random_range(-noise..=noise);
    let moon = |i: usize| {
        let (sin, cos) = (PI * (i / 2) as f32 / (count / 2) as f32).sin_cos();
        let [x, y] = if i.is_multiple_of(2) { [cos, sin] } else { [1.0 - cos, 0.5 - sin] };
        ([x - 0.5 + noise(), y - 0.25 + noise()], [classes[i % 2]])
    };
    (0..count).map(moon).collect()
}
