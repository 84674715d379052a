"""Draw the schematics of docs/hardware: `python -m firmware.tools.schematic [FOLDER]`.

What is drawn here stands as text, with its reasons, in docs/hardware/schematic.md.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import schemdraw
from schemdraw import elements
from schemdraw import flow as flow_elements

elm: Any = elements
flow: Any = flow_elements
FOLDER: Final = Path(__file__).parents[2] / "docs" / "hardware"


def _begin(drawing: Any) -> None:
    drawing.config(unit=2.2, fontsize=11, bgcolor="white", margin=0.4, lw=1.4)


def _buffer(drawing: Any, at: tuple[float, float], name: str) -> Any:
    """A follower on the bias; its output is the element's `out`."""
    amplifier = drawing.add(
        elm.Opamp(leads=True).at(at).anchor("in2").flip().label(name, "center", fontsize=9)
    )
    drawing.add(elm.Line().at(amplifier.in1).down(0.9))
    drawing.add(elm.Line().tox(amplifier.out))
    drawing.add(elm.Line().toy(amplifier.out))
    drawing.add(elm.Dot())
    return amplifier


def _bias(drawing: Any) -> tuple[float, float]:
    """Half of what the converter can measure. Where the followers take it."""
    drawing.add(elm.Vdd().at((0, 6)).label("3.3 V"))
    drawing.add(elm.Resistor().down().label("R1\n11.3 k"))
    middle = drawing.add(elm.Dot()).center
    drawing.add(elm.Resistor().down().label("R2\n10 k"))
    drawing.add(elm.Ground())
    drawing.add(elm.Line().at(middle).right(1.3))
    drawing.add(elm.Dot())
    drawing.push()
    drawing.add(elm.Capacitor().down().label("C1\n10 µF", "bottom"))
    drawing.add(elm.Ground())
    drawing.pop()
    end = drawing.add(elm.Line().right(2.2).label("1.55 V", "top")).end
    return float(end[0]), float(end[1])


def _to_converter(drawing: Any, *, resistor: str, names: tuple[str, str, str], pin: str) -> None:
    """Filter and protection, to a pin of the ESP32-S3."""
    drawing.add(elm.Resistor().right().label(f"{names[0]}\n{resistor}", "top"))
    drawing.add(elm.Dot())
    drawing.push()
    drawing.add(elm.Capacitor().down().label(f"{names[1]}\n100 nF", "bottom"))
    drawing.add(elm.Ground())
    drawing.pop()
    drawing.add(elm.Line().right(2.4))
    drawing.add(elm.Dot())
    drawing.push()
    drawing.add(elm.Diode().up().length(1.7).label(names[2], "bottom"))
    drawing.add(elm.Vdd().label("3.3 V"))
    drawing.pop()
    drawing.push()
    drawing.add(elm.Diode().down().reverse().length(2.2))
    drawing.add(elm.Ground())
    drawing.pop()
    drawing.add(elm.Line().right(0.8))
    drawing.add(elm.Tag(width=2.6).right().label(pin, fontsize=9))


def current_channel(drawing: Any) -> None:
    """The clamp, its burden on the bias, and the filter."""
    _begin(drawing)
    follower = _buffer(drawing, _bias(drawing), "U2A")
    drawing.add(elm.Line().at(follower.out).right(1.4))
    low = drawing.add(elm.Dot()).center
    drawing.add(elm.Line().right(1.6))
    drawing.add(elm.Dot())
    drawing.push()
    drawing.add(elm.Resistor().up(3.2).label("R3 burden\n18 (100 A)\n62 (30 A)", "bottom"))
    drawing.add(elm.Dot())
    drawing.pop()
    drawing.add(elm.Line().right(3.0))
    drawing.add(elm.DiodeTVS().up(3.2).label("D1\nSMAJ5.0CA", "bottom"))
    high = drawing.add(elm.Dot()).center
    drawing.add(elm.Line().at(high).left().tox(low[0]))
    clamp_high = drawing.here
    drawing.add(
        elm.Inductor2(loops=4)
        .at(clamp_high)
        .down()
        .toy(low)
        .label("J1: clamp\n2000 : 1\naround one\ninsulated wire", "top")
    )
    drawing.add(elm.Line().at(high).right(0.6))
    _to_converter(drawing, resistor="1 k", names=("R4", "C2", "D2"), pin="GPIO1  I")


def voltage_channel(drawing: Any) -> None:
    """The AC adapter, its divider on the bias, and the filter."""
    _begin(drawing)
    drawing.add(elm.Tag(width=2.2).at((0, 0)).left().label("1.55 V", fontsize=9))
    follower = _buffer(drawing, (0, 0), "U2B")
    drawing.add(elm.Line().at(follower.out).right(1.8))
    low = drawing.add(elm.Dot()).center
    drawing.add(elm.Line().right(2.2))
    drawing.add(elm.Resistor().up(2.4).label("R6\n1 k", "bottom"))
    tap = drawing.add(elm.Dot()).center
    drawing.add(elm.Resistor().up(2.4).label("R5\n13 k", "bottom"))
    drawing.add(elm.Line().left().tox(low[0]))
    drawing.add(
        elm.SourceSin()
        .down()
        .toy(low)
        .label("J2: AC adapter\n230 V to 9 V\n(11.5 V without load)", "top")
    )
    drawing.add(elm.Line().at(tap).right(0.8))
    _to_converter(drawing, resistor="68", names=("R7", "C3", "D3"), pin="GPIO2  U")


def _block(drawing: Any, at: tuple[float, float], size: tuple[float, float], text: str) -> Any:
    return drawing.add(
        flow.Box(w=size[0], h=size[1]).at(at).anchor("W").label(text, "center", fontsize=10)
    )


def board(drawing: Any) -> None:
    """What the board consists of."""
    _begin(drawing)
    chip = _block(drawing, (8, 0), (4.6, 8.6), "U1\nESP32-S3-WROOM-1-N8\nEN: 10 k to 3.3 V, 1 µF")
    left, right = float(chip.W[0]), float(chip.E[0])
    for height, text, pin in (
        (3.2, "J1 clamp\nburden, filter", "GPIO1, ADC1"),
        (1.2, "J2 AC adapter 9 V\ndivider, filter", "GPIO2, ADC1"),
        (-1.2, "J3 USB-C 5 V\nU3 AP2112K-3.3", "3V3"),
        (-3.2, "SW1 button\n10 k to 3.3 V, 100 nF", "GPIO0"),
    ):
        box = _block(drawing, (0, height), (4.4, 1.4), text)
        drawing.add(elm.Arrow().at(box.E).tox(left).label(pin, "top", fontsize=9))
    for height, text, pin in (
        (3.2, "D4 LED, green\n1 k", "GPIO21"),
        (0.6, "U4 ISO7731\nreinforced isolation", "GPIO17 TX, 18 RX, 8 REQ"),
        (-3.2, "J5 test points\nUSB D+ D-, EN, GPIO0", "GPIO19, 20"),
    ):
        box = _block(drawing, (right + 4.4, height), (4.4, 1.4), text)
        drawing.add(elm.Line().at((right, height)).tox(box.W).label(pin, "top", fontsize=9))
    modem = _block(drawing, (right + 4.4, -1.4), (4.4, 1.4), "J4 ST75MM module\nOPTION, on mains")
    drawing.add(elm.Line(ls="--").at(modem.N).up().toy(-0.1))


PICTURES: Final[dict[str, Callable[[Any], None]]] = {
    "board.svg": board,
    "current-channel.svg": current_channel,
    "voltage-channel.svg": voltage_channel,
}


def picture(draw: Callable[[Any], None]) -> str:
    """One of them, as SVG."""
    schemdraw.use("svg")
    drawing = schemdraw.Drawing(show=False)
    draw(drawing)
    return str(drawing.get_imagedata("svg").decode()).rstrip() + "\n"


def main() -> int:
    """Write all of them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, draw in PICTURES.items():
        (folder / name).write_text(picture(draw))
    return 0


if __name__ == "__main__":
    sys.exit(main())
