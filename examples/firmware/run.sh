#!/usr/bin/env bash
# Builds the programs for a Cortex-M0 and a Cortex-M4F, runs them in QEMU, compares what they say with what the host
# computes, and prints what each network costs; then links the probes, for RISC-V too: `bash run.sh`. Fails if
# anything is off.
#
# No toolchain is downloaded: Debian's `rustc` has its sources beside it, from which `core` is built.
set -euo pipefail
cd "$(dirname "$0")"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-../../target}/firmware
output=$CARGO_TARGET_DIR/said

install() {
    apt-get update -q
    apt-get install -qy --no-install-recommends \
        rustc-web cargo-web rust-web-src qemu-system-arm binutils-arm-none-eabi
}
[ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust ] && command -v qemu-system-arm arm-none-eabi-nm >/dev/null || install

# Nightly options of a stable compiler: it is the one that its sources belong to.
export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1
lld=$(find "$(dirname "$(rustup which rustc)")/.." -name rust-lld | head -n 1)
m0=thumbv6m-none-eabi m4f=thumbv7em-none-eabihf risc=riscv32imc-unknown-none-elf
for target in $m0 $m4f $risc; do
    variable=${target//-/_}
    export "CARGO_TARGET_${variable^^}_LINKER=$lld"
done

build() { /usr/bin/cargo build --quiet --locked --release "$@"; }
# For a device there is `core`, and neither `std` nor `alloc`.
build_bare() { build -Zbuild-std=core "$@"; }
# The host has room.
build_fast() { CARGO_PROFILE_RELEASE_OPT_LEVEL=3 build "$@"; }

# size ELF SECTION..: the bytes of those sections.
size() {
    arm-none-eabi-size -A "$1" | awk -v names=" ${*:2} " 'index(names, " " $1 " ") { sum += $2 } END { printf "%08x\n", sum }'
}

# parameters ELF: the bytes of a network that lies in flash, if there is one.
parameters() { arm-none-eabi-nm -CS "$1" | awk '/ [rR] networks::weights::/ { print $2 }'; }

# run TARGET MACHINE PROGRAM..: what each program says, and how large it is.
run() {
    local program elf said
    mkdir -p "$output/$1"
    for program in "${@:3}"; do
        elf=$CARGO_TARGET_DIR/$1/release/$program said=$output/$1/$program
        if arm-none-eabi-nm -C "$elf" | grep -E 'panic|core::fmt'; then
            echo "$elf holds code to panic, or to format" >&2
            exit 1
        fi
        # What is said through the debugger goes to QEMU's standard error.
        timeout 60 qemu-system-arm -M "$2" -icount shift=6,sleep=off -display none -serial null -monitor none \
            -semihosting-config enable=on,target=native -kernel "$elf" </dev/null 2>"$said" || { cat "$said" >&2; exit 1; }
        {
            echo "flash $(size "$elf" .text .rodata .data)"
            echo "parameters $(parameters "$elf")"
            echo "static $(size "$elf" .data .bss .uninit)"
        } >>"$said"
    done
}

CARGO_PROFILE_RELEASE_LTO=off build_fast -p host
mkdir -p "$output"
"$CARGO_TARGET_DIR/release/host" train "$output/weights.rs"
diff "$output/weights.rs" networks/src/weights.rs

programs=(empty inference training controller)
build_bare -p device --target $m0 --target $m4f "${programs[@]/#/--bin=}"
build_bare -p device --target $m4f --bin=deterministic
run $m0 microbit "${programs[@]}"
run $m4f mps2-an386 "${programs[@]}" deterministic
"$CARGO_TARGET_DIR/release/host" check "$output"

# A program links only if no panic is left in its call.
build_bare -p probes --target $m0 --target $m4f --target $risc
build_fast -p probes --target "$(rustc -vV | sed -n 's/^host: //p')"
