"""Whether each public function is called in an example of the documentation.

    python3 .ci/examples.py target/doc/sinew.json

reads what `cargo rustdoc -- -Z unstable-options --output-format json` writes. A function of a type or a trait is to
be in an example there: on the type itself, or on one of its functions. One of a trait that users implement may be
defined instead, in any example.
"""

import json
import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(item: dict) -> list[str]:
    """The code in an item's documentation that is run."""
    return [code for kind, code in BLOCK.findall(item["docs"] or "") if kind in ("", "rust")]


def owners(index: dict, root: int) -> list[tuple[dict, list[dict]]]:
    """All types and traits that the documentation shows, each with its functions; and functions of no type."""
    found, seen, places = [], set(), [root]
    while places:
        item = index.get(str(place := places.pop()))
        if item is None or place in seen:
            continue
        seen.add(place)
        [(kind, inner)] = item["inner"].items()
        if kind == "module":
            places += inner["items"]
        elif kind == "use":
            places.append(inner["id"])
        elif kind == "trait":
            found.append((item, functions_of(index, inner["items"])))
        elif kind in ("struct", "enum"):
            blocks = [index[str(block)]["inner"]["impl"] for block in inner["impls"]]
            parts = [part for block in blocks if not block["trait"] for part in block["items"]]
            found.append((item, functions_of(index, parts)))
        elif kind == "function":
            found.append((item, [item]))
    return found


def functions_of(index: dict, parts: list[int]) -> list[dict]:
    """Those of the parts that are functions and are shown."""
    shown = [index[str(part)] for part in parts if str(part) in index]
    return [part for part in shown if "function" in part["inner"]]


def call(owner: dict, function: dict) -> str:
    """What calls the function, as a regular expression."""
    name, inputs = function["name"], function["inner"]["function"]["sig"]["inputs"]
    if owner is function:
        return rf"\b{name}\("
    if inputs and inputs[0][0] == "self":
        return rf"(\.|::){name}(::<.*>)?\("
    return rf"::{name}\(" if "trait" in owner["inner"] else rf"\b{owner['name']}(::<.*>)?::{name}\("


def main() -> None:
    crate = json.loads(Path(sys.argv[1]).read_text())
    everywhere = [example for item in crate["index"].values() for example in examples(item)]
    missing, count = [], 0
    for owner, functions in owners(crate["index"], crate["root"]):
        implementing = re.compile(rf"\b{owner['name']}(<.*>)? for ")
        defining = [example for example in everywhere if implementing.search(example)]
        calling = [example for item in [owner, *functions] for example in examples(item)]
        for function in functions:
            count += 1
            definition = rf"\bfn {function['name']}\b"
            is_called = any(re.search(call(owner, function), example) for example in calling)
            if not is_called and not any(re.search(definition, example) for example in defining):
                span = function["span"]
                place = f"{span['filename']}:{span['begin'][0]}"
                missing.append(f"{place}: {owner['name']}::{function['name']} is in no example")
    assert count > 100, "the form of the file is another"
    print("\n".join(missing) or f"all {count} public functions are in examples")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
