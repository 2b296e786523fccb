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
}

/// All of them.
pub const DEVICES: [Device; 2] = [
    Device {
        target: "thumbv6m-none-eabi",
        name: "Cortex-M0",
        is_small: true,
        ticks_an_instruction: 16e6 * 64e-9,
    },
    Device {
        target: "thumbv7em-none-eabihf",
        name: "Cortex-M4F",
        is_small: false,
        ticks_an_instruction: 25e6 * 64e-9,
    },
];
