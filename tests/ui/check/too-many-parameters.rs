use sinew::prelude::*;

network! { struct Net< 65_536 => 65_536 => 1 >; }


fn main() {
    let _ = Net::PARAMETERS;
}
