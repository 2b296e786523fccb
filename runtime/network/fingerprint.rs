use core::any::type_name;

/// What tells one architecture from another: the kinds and sizes of its stages, the types of activations, and which
/// stages are frozen. Settings that may change while a network is trained, such as the rate of `dropout`, are not in it.
///
/// A network as a stage counts as its own stages do, and a `Chain` as those of both: what is computed is the same, and the
/// parameters lie alike.
///
/// It is the FNV-1a hash of these (Fowler, Noll and Vo), of which a double-precision number holds all digits, so that
/// every format of files does.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint(u64);

#[cfg(feature = "std")]
const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// No text in UTF-8 has this byte.
const END_OF_WORD: u8 = 0xff;

impl Fingerprint {
    /// That of a network's architecture.
    #[cfg(feature = "std")]
    pub(crate) fn of<N: super::Network>() -> u64 {
        let mut fingerprint = Self(START);
        <N::Architecture as super::Architecture>::fingerprint(&mut fingerprint);
        fingerprint.0 >> (u64::BITS - f64::MANTISSA_DIGITS)
    }

    /// Adds a word.
    pub fn word(&mut self, word: &str) {
        word.bytes().chain([END_OF_WORD]).for_each(|byte| self.byte(byte));
    }

    /// Adds a size.
    pub(crate) fn size(&mut self, size: usize) {
        (size as u64).to_le_bytes().into_iter().for_each(|byte| self.byte(byte));
    }

    /// Adds the name of a type, without the modules that it is in: they are not the same in each program.
    pub(crate) fn type_of<T>(&mut self) {
        let name = type_name::<T>();
        let (path, arguments) = name.split_at(name.find('<').unwrap_or(name.len()));
        self.word(path.rsplit("::").next().unwrap_or(path));
        self.word(arguments);
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
    }
}
