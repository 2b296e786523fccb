//! Predictions of many samples.

#![no_std]
#![no_main]

use probes::{list, probe};

probe!(|net| net.predict_batch(list(), list()).is_ok());
