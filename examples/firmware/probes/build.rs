//! Links a program that begins with `probe`, and has no start of its own: it is never run.

fn main() {
    let is_bare = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "none");
    // There the linker is called itself, elsewhere through the compiler of C, whose library copies memory.
    let arguments: &[&str] =
        if is_bare { &["--entry=probe"] } else { &["-nostartfiles", "-Wl,--entry=probe", "-lc"] };
    for argument in arguments {
        println!("cargo:rustc-link-arg-bins={argument}");
    }
}
