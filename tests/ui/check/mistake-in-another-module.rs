use sinew::prelude::*;

mod nets {
    sinew::network! {
        #[derive(Debug, Clone)]
        pub struct Net< 2 => 8 rleu => 1 sigmoid > { seed: 7, loss: binary_cross_entropy }
    }
}

network! { struct Around< 2 => nets::Net => 3 >; }

fn main() -> Result<(), sinew::Error> {
    let mut net: nets::Net = nets::Net::new();
    Trainer::new(nets::Net::LOSS, Adam::new(0.1)).fit(&mut net, &[([0.0, 1.0], [1.0])])?;
    println!("{net:?} {} {:?}", nets::Net::SUMMARY, net.clone().layer1().weights);
    let [output] = net.predict(&[0.0, 1.0]);
    println!("{output} {:?}", Around::seeded(1).predict(&[0.0, 1.0]));
    Ok(())
}
