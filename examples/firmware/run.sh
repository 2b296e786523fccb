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

fail() { echo "$*" >&2; exit 1; }

# have COMMAND..: whether each of them is there.
have() {
    local command
    for command in "$@"; do
        command -v "$command" >/dev/null || return
    done
}

tools=(/usr/bin/cargo /usr/bin/rustc qemu-system-arm arm-none-eabi-nm arm-none-eabi-size)
if ! have "${tools[@]}" || ! [ -d /usr/lib/rustlib/src/rust ]; then
    apt-get update -q
    apt-get -o DPkg::Lock::Timeout=600 install -qy --no-install-recommends \
        rustc-web cargo-web rust-web-src qemu-system-arm binutils-arm-none-eabi
fi

# Nightly options of a stable compiler: it is the one that its sources belong to.
export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1
# The linker comes with the compiler of `rustup`; Debian's has none.
sysroot=$(rustc --print sysroot)
lld=$(find "$sysroot" -name rust-lld | head -n 1)
[ -n "$lld" ] || fail "$sysroot has no rust-lld, which links for devices: is this rustc one of rustup's?"
m0=thumbv6m-none-eabi m4f=thumbv7em-none-eabihf risc=riscv32imc-unknown-none-elf
for target in $m0 $m4f $risc; do
    variable=${target//-/_}
    export "CARGO_TARGET_${variable^^}_LINKER=$lld"
done

build() { /usr/bin/cargo build --quiet --locked --release "$@"; }
# For a device there is `core`, and neither `std` nor `alloc`.
build_bare() { build -Zbuild-std=core "$@"; }
# The host has room.
build_host() { CARGO_PROFILE_RELEASE_OPT_LEVEL=3 build "$@"; }

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
            fail "$elf holds code to panic, or to format"
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

CARGO_PROFILE_RELEASE_LTO=off build_host -p host
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
probes=(backward forward predict predict_batch step)
host=$(rustc -vV | sed -n 's/^host: //p')
targets=($m0 $m4f $risc "$host")
# The host has room, but no time: of its levels two, since each takes as long to compile as another.
variable=${host//-/_}
export "CARGO_TARGET_${variable^^}_RUSTFLAGS=-Copt-level=3 --cfg disable_dispatch_avx512 --cfg disable_dispatch_sse4_2"
# All targets at once, so that no core waits for the longest of them.
build_probes() { build_bare -p probes "${targets[@]/#/--target=}" "$@"; }

build_probes "${probes[@]/#/--bin=}"
for target in "${targets[@]}"; do
    for probe in "${probes[@]}"; do
        elf=$CARGO_TARGET_DIR/$target/release/$probe
        bytes=$(nm -S "$elf" | awk '$4 == "probe" { print $2 }')
        # Less would be no work: it makes four trainers at the least, or calls four networks.
        ((16#${bytes:-0} > 500)) || fail "$elf does not hold its probe"
    done
done
if build_probes --keep-going --bin=panics 2>"$output/panics"; then
    fail "a program that panics links for ${targets[*]}"
fi
panics=$(grep -c 'undefined.*a_panic_is_left' "$output/panics" || true)
[ "$panics" = ${#targets[@]} ] || { cat "$output/panics" >&2; fail "it was not the panic that does not link"; }
