"""The results as Markdown."""

from datetime import date

from reference.networks import NETWORKS
from report.machine import Machine
from report.results import BASE, WORKS, Results


def markdown(results: Results, machine: Machine, passes: int) -> str:
    sections = [introduction(results, machine, passes), ratios(results)]
    sections += [section(results, work, title) for work, title in WORKS.items()]
    return "\n\n".join(sections) + "\n"


def introduction(results: Results, machine: Machine, passes: int) -> str:
    versions = ", ".join(f"{peer} {version}" for peer, version in results.versions.items())
    return (
        "# Sinew and its peers\n\n"
        f"Nanoseconds a sample, and in brackets how many times as long as {BASE} it takes; the\n"
        f"lowest of {passes} medians. Written by `run.sh` on {date.today().isoformat()}.\n\n"
        f"- Machine: {machine}\n"
        f"- Versions: {versions}"
    )


def ratios(results: Results) -> str:
    """All works in one table: sinew's nanoseconds, and the ratio of each peer to them."""
    lines = [
        "## All ratios",
        "",
        row(["", f"{BASE}, ns", *results.peers]),
        "|---|" + "--:|" * (1 + len(results.peers)),
    ]
    for work in WORKS:
        for network in NETWORKS:
            ns = results.nanoseconds[BASE, network.name, work]
            of_peers = [results.ratio(peer, network.name, work) for peer in results.peers]
            cells = ["" if ratio is None else f"{digits(ratio)}×" for ratio in of_peers]
            lines.append(row([f"{work}, {network.title}", f"**{digits(ns)}**", *cells]))
    return "\n".join(lines)


def section(results: Results, work: str, title: str) -> str:
    """A work: a row for each peer that does it, a column for each network."""
    head = ["", *(f"{network.name}: {network.title}" for network in NETWORKS)]
    lines = [f"## {work}: {title}", "", row(head), "|---|" + "--:|" * len(NETWORKS)]
    for peer in (BASE, *results.peers):
        cells = [cell(results, peer, network.name, work) for network in NETWORKS]
        if any(cells):
            lines.append(row([peer, *cells]))
    return "\n".join(lines)


def cell(results: Results, peer: str, network: str, work: str) -> str:
    ns = results.nanoseconds.get((peer, network, work))
    if ns is None:
        return ""
    if peer == BASE:
        return f"**{digits(ns)}**"
    return f"{digits(ns)} ({digits(results.ratio(peer, network, work))}×)"


def digits(number: float) -> str:
    """Three digits that count, and thousands apart."""
    places = 2 if number < 10 else 1 if number < 100 else 0
    return f"{number:,.{places}f}".replace(",", " ")


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
