//! Which word was meant.

/// The word that has another name elsewhere.
pub(crate) fn alias(written: &str, aliases: &[(&str, &'static str)]) -> Option<&'static str> {
    aliases.iter().find(|(other, _)| *other == written).map(|(_, word)| *word)
}

/// The word that is nearest to what was written, if one is near: a letter in three wrong, missing, too
/// many, or swapped with the next.
pub(crate) fn nearest(
    written: &str,
    words: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let farthest = written.len().div_ceil(3);
    words
        .map(|word| (distance(written, word), word))
        .min()
        .and_then(|(distance, word)| (distance <= farthest).then_some(word))
}

/// How many letters must be changed, put in, left out or swapped with the next (Damerau and Levenshtein,
/// restricted).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for l in 1..=left.len() {
        let mut row = vec![l];
        for r in 1..=right.len() {
            let differ = usize::from(left[l - 1] != right[r - 1]);
            let mut least = (last[r] + 1).min(row[r - 1] + 1).min(last[r - 1] + differ);
            let swapped =
                l > 1 && r > 1 && left[l - 1] == right[r - 2] && left[l - 2] == right[r - 1];
            if swapped {
                least = least.min(before_last[r - 2] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        assert_eq!(distance("relu", "relu"), 0);
        assert_eq!(distance("rleu", "relu"), 1);
        assert_eq!(distance("sigmoidal", "sigmoid"), 2);
        assert_eq!(distance("", "tanh"), 4);
    }

    #[test]
    fn only_what_is_near() {
        let words = || ["relu", "tanh", "sigmoid"].into_iter();
        assert_eq!(nearest("sigmod", words()), Some("sigmoid"));
        assert_eq!(nearest("tahn", words()), Some("tanh"));
        assert_eq!(nearest("gaussian", words()), None);
    }
}
