"""Leaflets of office machines: what a line says, what is asked about it, and how people misread it."""

from __future__ import annotations

from peer_scenarios._evaluation.cited_lines import TENTHS, Kind, Line, dates_of

_MODELS = (
    *("Velora", "Kestro", "Molvane", "Quillon", "Sarvik", "Tolmera", "Ulvane", "Varnex", "Westro", "Yorvel"),
    *("Zemira", "Aldora", "Corvane", "Drumel", "Elvaro", "Fintral", "Halvex", "Jandor", "Lorvik", "Nestrom"),
)
_MACHINES = ("printer", "scanner", "shredder", "laminator", "copier", "folding machine", "label printer", "binder")
_TOWNS = ("Torhaven", "Ostwick", "Lunmere", "Brackwell", "Fenholt", "Graymoor", "Hollinbay", "Wexcombe")


def _name(word: int) -> tuple[str, str, str]:
    title = f"{_MODELS[word % 20]} {10 * (2 + word // 20 % 80)}"
    machine, people = _MACHINES[word // 1600 % 8], 5 * (2 + word // 12_800 % 20)
    return title, f"the {title}", f"The {title} is a {machine} for teams of up to {people} people."


def _weight(subject: str, word: int) -> Line:
    bare = 31 + word % 160
    boxed = bare + 4 + word // 160 % 30
    slip = (boxed, bare + 10, bare - 10)[word // 4800 % 3]
    line = f"Weight: {TENTHS[bare]} kilograms, or {TENTHS[boxed]} kilograms in its box"
    question = f"what does {subject} weigh without its box?"
    return line, question, f"{TENTHS[bare]} kilograms", f"{TENTHS[slip]} kilograms"


def _width(subject: str, word: int) -> Line:
    width = 34 + word % 50
    depth = width - 4 - word // 50 % 12
    slip = (depth, width + 10, width - 3)[word // 600 % 3]
    line = f"Width: {width} centimeters, with a depth of {depth} centimeters"
    return line, f"how wide is {subject}?", f"{width} centimeters", f"{slip} centimeters"


def _height(subject: str, word: int) -> Line:
    closed = 22 + word % 45
    opened = closed + 9 + word // 45 % 20
    slip = (closed, opened + 10, opened - 3)[word // 900 % 3]
    line = f"Height: {closed} centimeters, or {opened} centimeters with the lid up"
    return line, f"how high is {subject} with the lid up?", f"{opened} centimeters", f"{slip} centimeters"


def _cables(subject: str, word: int) -> Line:
    power = 12 + word % 20
    data = power + 3 + word // 20 % 25
    slip = (power, data + 10, data - 2)[word // 500 % 3]
    line = f"Cables: {TENTHS[power]} meters for power and {TENTHS[data]} meters for data"
    return line, f"how long is the data cable of {subject}?", f"{TENTHS[data]} meters", f"{TENTHS[slip]} meters"


def _power(subject: str, word: int) -> Line:
    idle = 4 + word % 15
    busy = 10 * (4 + word // 15 % 50)
    slip = (busy, idle + 5, idle + 10)[word // 750 % 3]
    line = f"Power: {busy} watts at work and {idle} watts when idle"
    return line, f"how much power does {subject} take when idle?", f"{idle} watts", f"{slip} watts"


def _noise(subject: str, word: int) -> Line:
    level = 34 + word % 32
    slip = level + (-10, -6, 6, 10)[word // 32 % 4]
    line = f"Noise: {level} decibels at a distance of one meter"
    return line, f"how loud is {subject} at a distance of one meter?", f"{level} decibels", f"{slip} decibels"


def _pace(subject: str, word: int) -> Line:
    thick = 6 + word % 30
    plain = thick + 4 + word // 30 % 30
    slip = (plain, thick + 10, thick + 2)[word // 900 % 3]
    line = f"Pace: {plain} sheets a minute, or {thick} sheets a minute with card stock"
    question = f"how fast is {subject} with card stock?"
    return line, question, f"{thick} sheets a minute", f"{slip} sheets a minute"


def _start(subject: str, word: int) -> Line:
    wait, off = 20 + word % 70, (-10, 5, 10)[word // 70 % 3]
    line = f"Start: ready {wait} seconds after being switched on"
    return line, f"how long does {subject} take to be ready?", f"{wait} seconds", f"{wait + off} seconds"


def _trays(subject: str, word: int) -> Line:
    trays, sheets = 2 + word % 3, 50 * (2 + word // 3 % 15)
    slip = (trays * sheets, sheets + 50, sheets + 100)[word // 45 % 3]
    line = f"Paper: {trays} trays that take {sheets} sheets each"
    return line, f"how many sheets does one tray of {subject} take?", f"{sheets} sheets", f"{slip} sheets"


def _temperature(subject: str, word: int) -> Line:
    low, high = 8 + word % 10, 28 + word // 10 % 14
    slip = (low, high + 5, high - 5)[word // 140 % 3]
    line = f"Room temperature: between {low} degrees Celsius and {high} degrees Celsius"
    question = f"what is the highest room temperature that {subject} is made for?"
    return line, question, f"{high} degrees Celsius", f"{slip} degrees Celsius"


def _sale(subject: str, word: int) -> Line:
    right, slip = dates_of(word)
    return f"On sale since {right}", f"since which date has {subject} been on sale?", right, slip


def _town(subject: str, word: int) -> Line:
    made = word % 8
    packed = (made + 1 + word // 8 % 7) % 8
    slip = (packed, (made + 1 + word // 112 % 7) % 8)[word // 56 % 2]
    line = f"Assembled in {_TOWNS[made]} and packed in {_TOWNS[packed]}"
    return line, f"in which town is {subject} assembled?", _TOWNS[made], _TOWNS[slip]


def _price(subject: str, word: int) -> Line:
    many = 180 + word % 700
    one = many + 10 * (2 + word // 700 % 9)
    slip = (one, many + 10, many - 20)[word // 6300 % 3]
    line = f"Price: {one} dollars, or {many} dollars apiece from ten machines on"
    question = f"what does {subject} cost apiece when ten are bought?"
    return line, question, f"{many} dollars", f"{slip} dollars"


def _warranty(subject: str, word: int) -> Line:
    whole = 12 + 6 * (word % 5)
    motor = whole + 6 * (1 + word // 5 % 6)
    slip = (whole, motor + 6, motor + 12)[word // 30 % 3]
    line = f"Warranty: {whole} months, and {motor} months for the motor"
    return line, f"how long is the warranty for the motor of {subject}?", f"{motor} months", f"{slip} months"


def _parts(subject: str, word: int) -> Line:
    days, off = 3 + word % 12, (-2, -1, 1, 2, 7)[word // 12 % 5]
    line = f"Parts: sent from {_TOWNS[word // 60 % 8]} within {days} working days"
    question = f"how soon are parts for {subject} sent?"
    return line, question, f"within {days} working days", f"within {days + off} working days"


def _pallet(subject: str, word: int) -> Line:
    layers, each = 2 + word % 4, 4 + word // 4 % 9
    slip = (each, layers * each + layers, layers * each - layers)[word // 36 % 3]
    line = f"Pallet: {layers} layers and {layers * each} machines in all"
    question = f"how many machines does a pallet of {subject} hold?"
    return line, question, f"{layers * each} machines", f"{slip} machines"


KIND = Kind(
    ("product_leaflet.md", "product_sheet.md", "machine_leaflet.md", "device_data.md"),
    _name,
    (
        ("Size and weight", (_weight, _width, _height, _cables)),
        ("At work", (_power, _noise, _pace, _start)),
        ("Setting up", (_trays, _temperature, _pallet, _parts)),
        ("Buying", (_sale, _town, _price, _warranty)),
    ),
    ("- ", "\n- "),
)
"""Leaflets of machines, in short lines."""
