//! What is written to a file and read from it is the same to the last bit, in a format of bytes and in one of text.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::*;

fn bytes<T: Serialize>(what: &T) -> Vec<u8> {
    postcard::to_allocvec(what).unwrap()
}

fn as_bytes<T: Serialize + DeserializeOwned>(what: &T) -> T {
    postcard::from_bytes(&bytes(what)).unwrap()
}

fn as_text<T: Serialize + DeserializeOwned>(what: &T) -> T {
    serde_json::from_str(&serde_json::to_string(what).unwrap()).unwrap()
}

fn hold<T: Serialize + DeserializeOwned>(what: &T) {
    assert_eq!(bytes(&as_text(&as_bytes(what))), bytes(what));
}

#[test]
fn a_checkpoint_may_be_written_and_read() {
    check(|| trainer(AdamW::new(0.01)), as_bytes);
    check(|| trainer(Adam::new(0.01)), as_text);
}

#[test]
fn early_stopping_may_be_written_and_read() {
    check_stopping(as_bytes);
    check_stopping(as_text);
}

/// Then some losses are none.
#[test]
fn before_the_first_epoch() {
    let (mut net, mut trainer) = (Net::seeded(7), trainer(Adam::new(0.01)));
    hold(&trainer.checkpoint(&net));
    let mut best = EarlyStopping::new(3);
    hold(&best);
    let report = train(&mut trainer, &mut net, 0, |epoch| best.observe(epoch));
    assert!(report.loss.is_nan());
    hold(&report);
    let report = train(&mut trainer, &mut net, 5, |epoch| best.observe(epoch));
    hold(&report);
    hold(&best);
    hold(&trainer.checkpoint(&net));
}

#[test]
fn numbers_of_any_size() {
    let mut net = Net::seeded(7);
    let numbers = [-0.0, 1e-45, f32::MIN_POSITIVE, 0.1, 16_777_217.0, f32::MAX];
    net.parameters_mut().iter_mut().zip(numbers).for_each(|(w, number)| *w = number);
    hold(&trainer(Sgd::new(0.1)).checkpoint(&net));
}

/// They remember as much, and are told apart by their names.
#[test]
fn the_file_of_another_optimizer_is_refused() {
    let mut net = Net::seeded(7);
    let refused = |numbers: usize| {
        let expected = numbers * Net::PARAMETERS;
        Err(Error::OtherCheckpoint { expected, found: expected })
    };
    let momentum = bytes(&trainer(Momentum::new(0.1, 0.9)).checkpoint(&net));
    let as_another: Checkpoint<AdaGrad> = postcard::from_bytes(&momentum).unwrap();
    assert_eq!(trainer(AdaGrad::new(0.1)).resume(&mut net, &as_another), refused(2));
    let adam = bytes(&trainer(Adam::new(0.1)).checkpoint(&net));
    let as_another: Checkpoint<AdamW> = postcard::from_bytes(&adam).unwrap();
    assert_eq!(trainer(AdamW::new(0.1)).resume(&mut net, &as_another), refused(3));
}

/// With NaN in place of some bytes.
fn damaged<T: Serialize + DeserializeOwned>(what: &T, number: &[u8], nan: &[u8]) -> T {
    let mut file = bytes(what);
    let place = file.windows(number.len()).position(|bytes| bytes == number).unwrap();
    file[place..place + nan.len()].copy_from_slice(nan);
    postcard::from_bytes(&file).unwrap()
}

#[test]
fn a_damaged_state_is_refused() {
    let (mut net, mut adam) = (Net::seeded(7), trainer(Adam::new(0.01)));
    train(&mut adam, &mut net, 2, go_on);
    let checkpoint = adam.checkpoint(&net);
    let state = serde_json::to_value(&checkpoint).unwrap()["state"].clone();
    for correction in state["corrections"].as_array().unwrap() {
        let number = correction.as_f64().unwrap().to_le_bytes();
        let damaged = damaged(&checkpoint, &number, &f64::NAN.to_le_bytes());
        assert_eq!(adam.resume(&mut net, &damaged), Err(Error::NonFiniteCheckpoint));
    }
    let (mut net, mut adagrad) = (Net::seeded(7), trainer(AdaGrad::new(0.01)));
    train(&mut adagrad, &mut net, 2, go_on);
    let checkpoint = adagrad.checkpoint(&net);
    let state: f32 =
        serde_json::to_value(&checkpoint).unwrap()["state"].to_string().parse().unwrap();
    let damaged = damaged(&checkpoint, &state.to_le_bytes(), &f32::NAN.to_le_bytes());
    assert_eq!(adagrad.resume(&mut net, &damaged), Err(Error::NonFiniteCheckpoint));
}

/// With another number at one place, each checkpoint is refused, and nothing has changed.
#[track_caller]
fn refuse<O>(optimizer: O, changes: &[(&str, serde_json::Value)])
where
    O: Optimizer<State: Serialize + DeserializeOwned + PartialEq + Debug> + PartialEq + Debug,
{
    let (mut net, mut trainer) = (Net::seeded(7), trainer(optimizer));
    train(&mut trainer, &mut net, 2, go_on);
    let before = trainer.checkpoint(&net);
    trainer.resume(&mut net, &before).unwrap();
    for (place, number) in changes {
        let mut file = serde_json::to_value(&before).unwrap();
        *file.pointer_mut(place).unwrap() = number.clone();
        let damaged = serde_json::from_value(file).unwrap();
        let error = trainer.resume(&mut net, &damaged);
        assert_eq!(error, Err(Error::DamagedCheckpoint), "{place}: {number}");
        assert_eq!(trainer.checkpoint(&net), before);
    }
}

#[test]
fn a_memory_that_no_step_leaves_is_refused() {
    // Squares have a sum and a mean that are not negative.
    let squares = |place| [(place, json!(-1.0)), (place, json!(-1e-30)), (place, json!(3e38))];
    refuse(RmsProp::new(0.01), &squares("/memory/0/0"));
    refuse(AdaGrad::new(0.01), &squares("/memory/0/0"));
    refuse(Adam::new(0.01), &squares("/memory/1/0"));
    refuse(AdamW::new(0.01), &squares("/memory/1/9"));
    // Velocities and means keep to what bounds them in the state, or to the largest gradient that is allowed.
    let large = [("/memory/0/0", json!(3e38)), ("/memory/0/9", json!(-3e38))];
    refuse(Momentum::new(0.01, 0.9), &large);
    refuse(Nesterov::new(0.01, 0.9), &large);
    refuse(Adam::new(0.01), &large);
    refuse(AdamW::new(0.01), &large);
    refuse(Lion::new(0.01), &large);
}

#[test]
fn a_state_that_no_step_leaves_is_refused() {
    let bound = [("/state", json!(-0.5)), ("/state", json!(1e31)), ("/state", json!(1e-20))];
    refuse(Momentum::new(0.01, 0.9), &bound);
    refuse(Nesterov::new(0.01, 0.9), &bound);
    refuse(AdaGrad::new(0.01), &[("/state", json!(-0.5)), ("/state", json!(1e-20))]);
    let of_adam = [
        ("/state/corrections/0", json!(-0.5)),
        ("/state/corrections/1", json!(1.5)),
        ("/state/largest_mean", json!(-0.5)),
        ("/state/largest_mean", json!(1e20)),
        ("/state/largest_mean", json!(1e-20)),
    ];
    refuse(Adam::new(0.01), &of_adam);
    refuse(AdamW::new(0.01), &of_adam);
}

#[test]
fn counts_and_schedules_that_no_training_reaches_are_refused() {
    let counts = [
        ("/steps", json!(usize::MAX)),
        ("/steps", json!(usize::MAX - 1)),
        // More epochs than steps.
        ("/steps", json!(1)),
        ("/epochs", json!(usize::MAX)),
        ("/schedule/shape/Plateau/factor", json!(-0.5)),
        ("/schedule/shape/Plateau/reduced", json!(-0.5)),
        ("/schedule/shape/Plateau/epochs_since", json!(2)),
        ("/schedule/shape/Plateau/epochs_since", json!(usize::MAX)),
    ];
    refuse(Sgd::new(0.1), &counts);
}

#[test]
fn early_stopping_that_does_not_fit_is_refused() {
    let mut net = Net::seeded(7);
    net.parameters_mut()[0] = 0.125;
    let mut best = EarlyStopping::new(3);
    assert!(best.observe_loss(&net, 1.0).is_continue());
    let file = serde_json::to_string(&best).unwrap();
    let error = serde_json::from_str::<EarlyStopping<Other>>(&file).unwrap_err().to_string();
    assert!(error.contains("it is that of another network or optimizer"), "{error}");
    // A gain by which a loss that is higher would be lower.
    let mut negative = serde_json::to_value(&best).unwrap();
    negative["least_gain"] = json!(-1.0);
    assert!(serde_json::from_value::<EarlyStopping<Net>>(negative).is_err());
    // A loss of no epoch.
    let mut of_none = serde_json::to_value(&best).unwrap();
    assert_eq!(of_none["best_epoch"], json!(0));
    of_none["best_epoch"] = json!(null);
    assert!(serde_json::from_value::<EarlyStopping<Net>>(of_none).is_err());
    // As many parameters, of other layers.
    let mut wide = EarlyStopping::new(3);
    assert!(wide.observe_loss(&Wide::seeded(7), 1.0).is_continue());
    let file = serde_json::to_string(&wide).unwrap();
    assert!(serde_json::from_str::<EarlyStopping<Wide>>(&file).is_ok());
    assert!(serde_json::from_str::<EarlyStopping<Deep>>(&file).is_err());
    let mut file = bytes(&best);
    let number = 0.125_f32.to_le_bytes();
    let place = file.windows(4).position(|bytes| bytes == number).unwrap();
    file[place..place + 4].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(postcard::from_bytes::<EarlyStopping<Net>>(&file).is_err());
}
