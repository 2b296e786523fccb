use sinew::prelude::*;

pub mod nets {
    sinew::network! {
        /// A network.
        #[derive(Debug, Clone, PartialEq)]
        #[must_use]
        pub(crate) struct Net< 2 => 8 relu => 1 sigmoid >;
    }
}

#[test]
fn it_works() {
    let net = nets::Net::seeded(7);
    assert_eq!(net.clone(), net);
    assert!(format!("{net:?}").starts_with("Net"));
    assert_eq!(Network::parameters(&net).len(), nets::Net::PARAMETERS);
}
