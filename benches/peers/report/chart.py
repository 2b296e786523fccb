"""The ratios as a picture."""

import textwrap
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from reference.networks import NETWORKS
from report.results import BASE, WORKS, Results

# Can be read on white and on black.
GREY = "#7b838c"
SETTINGS = {
    "svg.fonttype": "none",
    # So that equal results give equal files.
    "svg.hashsalt": "peers",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": GREY,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
}
MARKERS = "osD^vP*Xp"
# Without the grey one of Matplotlib's ten.
COLORS = ["C0", "C1", "C2", "C3", "C4", "C5", "C6", "C8", "C9"]
TITLE_LETTERS = 30
# How far apart the markers of a network lie, all together; networks are 1 apart.
SPREAD = 0.7


def draw(results: Results, file: Path) -> None:
    """A panel for each work, a group for each network, a marker for each peer."""
    with plt.rc_context(SETTINGS):
        figure, panels = plt.subplots(1, len(WORKS), sharey=True, figsize=(13, 4.5))
        for panel, (work, title) in zip(panels, WORKS.items(), strict=True):
            draw_work(panel, results, work)
            panel.set_title(textwrap.fill(f"{work}: {title}", TITLE_LETTERS), fontsize=9)
        panels[0].set_ylabel(f"times as long as {BASE}")
        labels = panels[0].get_legend_handles_labels()
        figure.legend(*labels, loc="lower center", ncols=len(results.peers), frameon=False)
        figure.tight_layout(rect=(0, 0.07, 1, 1))
        figure.savefig(file, transparent=True, metadata={"Date": None})
        plt.close(figure)


def draw_work(panel: Axes, results: Results, work: str) -> None:
    names = [network.name for network in NETWORKS]
    for number, peer in enumerate(results.peers):
        place = SPREAD * ((number + 0.5) / len(results.peers) - 0.5)
        ratios = [results.ratio(peer, name, work) or float("nan") for name in names]
        panel.plot(
            [group + place for group in range(len(names))],
            ratios,
            MARKERS[number % len(MARKERS)],
            color=COLORS[number % len(COLORS)],
            markersize=5,
            label=peer,
        )
    panel.axhline(1, color=GREY, linewidth=1.5)
    panel.set_yscale("log")
    panel.yaxis.set_major_formatter("{x:g}×")
    panel.set_xticks(range(len(names)), names)
    panel.grid(axis="y", color=GREY, alpha=0.25)
    panel.spines[["top", "right"]].set_visible(False)
