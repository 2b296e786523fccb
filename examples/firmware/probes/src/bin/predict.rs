//! A prediction.

#![no_std]
#![no_main]

use probes::{any, probe};

probe!(|net| net.predict(any()));
