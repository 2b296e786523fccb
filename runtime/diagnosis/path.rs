use core::fmt;

/// Where a layer is: `layer2`, or `layer3.inside.layer1`, as the fields of what
/// [`Trainable::forward`](crate::Trainable::forward) returns. `Display` writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LayerPath<'a> {
    outer: Option<&'a LayerPath<'a>>,
    name: &'static str,
}

impl<'a> LayerPath<'a> {
    /// The whole network.
    pub(super) const NETWORK: Self = Self { outer: None, name: "" };

    /// A part of this.
    pub(super) const fn then(&'a self, name: &'static str) -> Self {
        Self { outer: Some(self), name }
    }
}

impl fmt::Display for LayerPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer
            && outer.outer.is_some()
        {
            write!(f, "{outer}.")?;
        }
        f.write_str(self.name)
    }
}

impl fmt::Debug for LayerPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
