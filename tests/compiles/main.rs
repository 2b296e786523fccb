//! What must compile, and does what it says.

#![allow(
    dead_code,
    unreachable_pub,
    unused_qualifications,
    reason = "crates of users are written so"
)]

mod attribute;
mod attributes_and_visibility;
mod attributes_that_decide;
mod blocks_in_blocks;
mod constants_as_sizes;
mod every_activation_and_modifier;
mod every_loss;
mod expressions;
mod forbid_and_deny;
mod forbidden_lints;
mod names_of_constants_that_the_macro_uses_too;
mod names_of_locals;
mod names_of_the_users;
mod private_activations;
mod random_networks;
mod settings;
mod stages;
mod stages_behind_sizes;
mod through_macros_of_the_users;
mod types_of_the_users_as_stages;
mod weights_in_flash;
