mod nets {
    #[sinew::attribute::network(2 => 8 rleu => 1 sigmoid, seed: 7)]
    #[derive(Debug)]
    pub struct Net;

    impl Net {
        pub fn is_high(&self) -> bool {
            self.predict(&[0.0, 1.0])[0] > 0.5
        }
    }
}

fn main() {
    let _ = nets::Net::new().is_high();
}
