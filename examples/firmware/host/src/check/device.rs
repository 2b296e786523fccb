/// A CPU, as QEMU has it.
pub struct Device {
    /// What the compiler calls it.
    pub target: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Whether it has so little memory that it is worth a look.
    pub is_small: bool,
    /// Under `-icount shift=6` each instruction takes 64 ns, in which the clock of the CPU ticks so often.
    pub ticks_an_instruction: f64,
    pub beside: Beside,
}

/// Bytes that a call or a program takes beside the numbers that are known when it is compiled: return addresses, saved
/// registers, sums that are not done yet. As measured; a compiler of another version may need others.
pub struct Beside {
    /// Stack of a prediction of a 2-8-1.
    pub inference: u32,
    /// Stack of one of a 4-16-16-2, whose loops hold more numbers at once.
    pub controller: u32,
    /// Memory of a program that trains a 2-8-1.
    pub training: u32,
}

/// All of them.
pub const DEVICES: [Device; 2] = [
    Device {
        target: "thumbv6m-none-eabi",
        name: "Cortex-M0",
        is_small: true,
        ticks_an_instruction: 16e6 * 64e-9,
        beside: Beside { inference: 184, controller: 244, training: 696 },
    },
    Device {
        target: "thumbv7em-none-eabihf",
        name: "Cortex-M4F",
        is_small: false,
        ticks_an_instruction: 25e6 * 64e-9,
        beside: Beside { inference: 84, controller: 200, training: 520 },
    },
];
