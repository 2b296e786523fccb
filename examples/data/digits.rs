//! Handwritten digits, 8 × 8 pixels each. `README.md` beside this file says where they are from.

use std::io::{self, Read};

use flate2::read::GzDecoder;

/// An image, row by row, each pixel from 0 to 1, and the digit that it shows.
pub(crate) type Digit = ([f32; 64], u8);

const FILE: &[u8] = include_bytes!("digits.csv.gz");

/// All of them, 1797.
pub(crate) fn load() -> io::Result<Vec<Digit>> {
    let mut lines = String::new();
    GzDecoder::new(FILE).read_to_string(&mut lines)?;
    lines.lines().map(|line| parse(line).ok_or_else(|| invalid(line))).collect()
}

/// 64 numbers from 0 to 16, and the digit.
fn parse(line: &str) -> Option<Digit> {
    let numbers = line.split(',').map(str::parse).collect::<Result<Vec<u8>, _>>().ok()?;
    let (digit, pixels) = numbers.split_last()?;
    let pixels: &[u8; 64] = pixels.try_into().ok()?;
    Some((pixels.map(|pixel| f32::from(pixel) / 16.0), *digit))
}

fn invalid(line: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no digit: {line}"))
}
