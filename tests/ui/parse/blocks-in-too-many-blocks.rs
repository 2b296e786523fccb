use sinew::prelude::*;

network! { struct Net< 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => 2 relu } } } } } } } } } } } } } } } } } } } } => 1 >; }

fn main() {
    Net::seeded(7);
}
