use cortex_m_semihosting::syscall1;

/// Prints a line: a word, and numbers in hexadecimal digits. To format a float would take 19 KB of code.
pub fn say(word: &str, numbers: &[u32]) {
    word.bytes().for_each(character);
    for number in numbers {
        character(b' ');
        (0..8).rev().for_each(|digit| character(hexadecimal(number >> (4 * digit) & 15)));
    }
    character(b'\n');
}

fn hexadecimal(digit: u32) -> u8 {
    let digit = digit as u8;
    if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }
}

fn character(character: u8) {
    // SAFETY: this call of the host reads the character, and changes nothing.
    unsafe { syscall1!(WRITEC, &raw const character) };
}
