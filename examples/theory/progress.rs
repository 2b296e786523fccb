//! Runs of an experiment on all cores, with a bar that shows how many are done.

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

/// Does the work for each item. Results come in the order of the items.
pub(crate) fn run<I, T>(name: &str, items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T>
where
    I: Sync,
    T: Send,
{
    let style = ProgressStyle::with_template("{prefix:12} {wide_bar} {pos}/{len} {elapsed}")
        .expect("the template is well-formed");
    let bar = ProgressBar::new(items.len() as u64).with_style(style).with_prefix(name.to_owned());
    bar.tick();
    let work = |item: &I| {
        let result = work(item);
        bar.inc(1);
        result
    };
    let results = items.par_iter().with_max_len(1).map(work).collect();
    bar.finish_and_clear();
    results
}

/// Each of `first` with each of `second`.
pub(crate) fn pairs<A: Clone, B: Clone>(first: &[A], second: &[B]) -> Vec<(A, B)> {
    first.iter().flat_map(|a| second.iter().map(move |b| (a.clone(), b.clone()))).collect()
}
