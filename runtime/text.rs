//! Text that is put together while a user's crate is compiled, of numbers that only rustc knows.

use core::str;

/// Up to `N` bytes of text. What does not fit is left out.
pub struct Text<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Default for Text<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Text<N> {
    /// No text.
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    /// The same with more text behind it.
    #[must_use]
    pub const fn then(mut self, text: &str) -> Self {
        let mut bytes = text.as_bytes();
        if bytes.len() > N - self.length {
            return self;
        }
        while let [first, rest @ ..] = bytes {
            self.bytes[self.length] = *first;
            self.length += 1;
            bytes = rest;
        }
        self
    }

    /// The same with a number behind it.
    #[must_use]
    pub const fn number(mut self, number: usize) -> Self {
        let digits = digits(number);
        if digits > N - self.length {
            return self;
        }
        let (mut rest, mut place) = (number, self.length + digits);
        self.length = place;
        while place > self.length - digits {
            place -= 1;
            self.bytes[place] = DIGITS[rest % 10];
            rest /= 10;
        }
        self
    }

    /// The same with a number behind it, and before that as many spaces as make the two `width` long.
    #[must_use]
    pub const fn right(self, number: usize, width: usize) -> Self {
        self.spaces(width.saturating_sub(digits(number))).number(number)
    }

    /// The same with a number of bytes or others behind it.
    const fn amount(self, amount: usize, unit: &str) -> Self {
        if matches!(unit.as_bytes(), b"byte") && amount.is_multiple_of(1024) {
            return self.number(amount / 1024).then(" KiB");
        }
        let text = self.number(amount).then(" ").then(unit);
        if amount == 1 { text } else { text.then("s") }
    }

    const fn spaces(mut self, count: usize) -> Self {
        let mut spaces = 0;
        while spaces < count {
            self = self.then(" ");
            spaces += 1;
        }
        self
    }

    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let Some((text, _)) = self.bytes.split_at_checked(self.length) else { return "" };
        match str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// By how much a network breaks its budget, and its largest layer.
#[must_use]
pub const fn over_budget(
    needed: usize,
    most: usize,
    [unit, purpose]: [&str; 2],
    layers: &[(&str, usize)],
) -> Text<1024> {
    let text = Text::new()
        .then("the network takes ")
        .amount(needed, unit)
        .then(purpose)
        .then(", ")
        .amount(needed.saturating_sub(most), unit)
        .then(" more than its budget of ")
        .amount(most, unit);
    match largest(layers) {
        Some((layer, amount)) => text
            .then(": the largest layer is number ")
            .then(layer)
            .then(", with ")
            .amount(amount, unit),
        None => text,
    }
}

const fn largest<'a>(mut layers: &[(&'a str, usize)]) -> Option<(&'a str, usize)> {
    let mut largest: Option<(&str, usize)> = None;
    while let [first, rest @ ..] = layers {
        match largest {
            Some((_, amount)) if amount > first.1 => {}
            _ => largest = Some(*first),
        }
        layers = rest;
    }
    largest
}

const DIGITS: &[u8; 10] = b"0123456789";

/// How many digits a number has.
const fn digits(number: usize) -> usize {
    match number.checked_ilog10() {
        Some(log) => log as usize + 1,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn text_is_put_together() {
        const TEXT: Text<32> = Text::new().then("bytes: ").number(9640).then(",").right(0, 3);
        assert_eq!(TEXT.as_str(), "bytes: 9640,  0");
        assert_eq!(Text::<9>::new().right(1_234_567, 9).as_str(), "  1234567");
    }

    #[test]
    fn a_budget_is_broken_by_an_amount() {
        let layers = [("1, 2 => 8 relu", 96), ("2, 8 => 1", 36)];
        let text = super::over_budget(132, 131, ["byte", " of flash"], &layers);
        assert_eq!(
            text.as_str(),
            "the network takes 132 bytes of flash, 1 byte more than its budget of 131 bytes: \
             the largest layer is number 1, 2 => 8 relu, with 96 bytes"
        );
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(
            Text::<4>::new().then("layer").number(12_345).then("12").number(34).as_str(),
            "1234"
        );
    }
}
