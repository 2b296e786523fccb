//! The way back.

#![no_std]
#![no_main]

use probes::{any, probe};

probe!(|net| net.backward(any(), any(), any()));
