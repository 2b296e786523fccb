//! A rover of two wheels that a network keeps on a line.

use sinew::prelude::*;

network! {
    /// From where the rover is, and how it moves, to the forces of its left and right wheel.
    pub struct Pilot< 4 => 16 tanh => 16 tanh => 2 >;
}

/// How often the pilot is asked.
pub const CALLS_A_SECOND: u16 = 50;
/// Seconds between two calls.
const PERIOD: f32 = 1.0 / CALLS_A_SECOND as f32;

/// Where the rover is beside the line `y = 0`, and how it moves.
#[derive(Clone, Copy)]
pub struct Rover {
    /// How far beside the line.
    pub offset: f32,
    /// Its angle to the line.
    pub heading: f32,
    /// How fast it drives; 1 is wanted.
    pub speed: f32,
    /// How fast it turns.
    pub turn: f32,
}

impl Rover {
    /// At rest, beside the line, and not along it.
    pub const LOST: Self = Self { offset: 0.8, heading: -0.4, speed: 0.0, turn: 0.0 };

    /// Four places at which a call is measured. What is multiplied by 0 may cost less.
    pub const PLACES: [Self; 4] = [
        Self::LOST,
        Self { offset: 0.8, heading: -0.4, speed: 0.5, turn: 0.3 },
        Self { offset: -0.3, heading: 0.2, speed: 1.1, turn: -0.7 },
        Self { offset: 0.01, heading: -0.02, speed: 0.98, turn: 0.05 },
    ];

    /// What the pilot is told.
    #[must_use]
    pub fn senses(&self) -> [f32; 4] {
        [self.offset, self.heading, self.speed, self.turn]
    }

    /// What the forces of both wheels, -1 to 1, do to it from one call to the next.
    #[must_use]
    pub fn after(self, forces: [f32; 2]) -> Self {
        let [left, right] = forces.map(|force| force.clamp(-1.0, 1.0));
        let sine = self.heading * (1.0 - self.heading * self.heading / 6.0);
        Self {
            offset: self.offset + PERIOD * self.speed * sine,
            heading: self.heading + PERIOD * self.turn,
            speed: self.speed + PERIOD * 2.0 * (left + right - self.speed),
            turn: self.turn + PERIOD * (4.0 * (right - left) - 2.0 * self.turn),
        }
    }

    /// The forces that bring it to the line and to its speed: what the pilot learns.
    #[must_use]
    pub fn wanted_forces(&self) -> [f32; 2] {
        let drive = 0.55 + 0.5 * (1.0 - self.speed);
        let turn = 0.25 * self.offset + 0.6 * self.heading + 0.15 * self.turn;
        [drive + turn, drive - turn].map(sinew::Real::tanh)
    }
}
