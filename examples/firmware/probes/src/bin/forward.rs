//! The way forward.

#![no_std]
#![no_main]

use probes::{any, probe};

probe!(|net| net.forward(any()));
