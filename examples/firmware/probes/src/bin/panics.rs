//! A prediction behind an index that may not exist: this must not link, which shows that the linker tells.

#![no_std]
#![no_main]

use probes::{any, list, probe};

probe!(|net| net.predict(any())[list::<u8>().len()]);
