mod nets {
    sinew::network! { pub struct Net< 2 => 8 [nobias] => 1 sigmoid >; }
    sinew::network! { pub struct Other< 2 => 8 rleu => 0 >; }
}

mod user {
    use super::nets::*;

    pub fn predict(net: &Net, other: &Other) -> f32 {
        net.predict(&[0.0, 1.0])[0] + other.predict(&[0.0, 1.0]).iter().sum::<f32>()
    }
}

use nets::Net;

fn main() {
    let _ = user::predict(&Net::zeros(), &nets::Other::zeros());
}
