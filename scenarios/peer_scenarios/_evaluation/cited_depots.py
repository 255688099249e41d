"""Profiles of depots, held out: what a line says, what is asked about it, and how people misread it."""

from __future__ import annotations

from peer_scenarios._evaluation.cited_lines import CLOCK, TENTHS, Kind, Line, dates_of

_NAMES = (
    *("Redfield", "Sandhurst Lane", "Eastmoor", "Copperhill", "Longmeadow", "Stonebridge", "Birchwood", "Fairport"),
    *("Kingsferry", "Marlow Street", "Oakridge", "Saltmarsh", "Thornbury", "Westquay", "Whitecliff", "Yarrow Road"),
)
_SITES = ("depot", "warehouse", "goods yard", "storage hall", "parcel hub")
_TOWNS = ("Castrel", "Dorvane", "Altmere", "Bremsund", "Kirkvale", "Norrholm", "Pellworth", "Sundborg")


def _name(word: int) -> tuple[str, str, str]:
    title = f"{_NAMES[word % 16]} {_SITES[word // 16 % 5]}"
    year, office = 2023 + word // 80 % 3, _TOWNS[word // 240 % 8]
    opening = (
        f"These figures were gathered at the {title} early in {year} and passed on to the head office in {office}."
    )
    return title, f"the {title}", opening


def _hall(subject: str, word: int) -> Line:
    hall, yard = 100 * (30 + word % 90), 100 * (8 + word // 90 % 20)
    slip = (yard, hall + yard, hall + 1000)[word // 1800 % 3]
    line = f"The hall covers {hall} square meters, and the yard another {yard} square meters."
    return line, f"what area does the hall of {subject} cover?", f"{hall} square meters", f"{slip} square meters"


def _docks(subject: str, word: int) -> Line:
    ramps = 3 + word % 9
    docks = 2 * ramps + 1 + word // 9 % 12
    slip = (docks, docks - ramps, ramps + 2)[word // 108 % 3]
    line = f"Of the {docks} docks along the north side, {ramps} docks have a ramp."
    return line, f"how many docks of {subject} have a ramp?", f"{ramps} docks", f"{slip} docks"


def _racks(subject: str, word: int) -> Line:
    high, off = 45 + word % 90, (-10, -4, 4, 10)[word // 90 % 4]
    line = f"Its racks have {3 + word // 360 % 5} levels and rise {TENTHS[high]} meters from the floor."
    return line, f"how far do the racks of {subject} rise?", f"{TENTHS[high]} meters", f"{TENTHS[high + off]} meters"


def _pallets(subject: str, word: int) -> Line:
    cold = 20 * (6 + word % 40)
    room = cold + 100 * (12 + word // 40 % 60)
    slip = (room, cold + 100, cold + 20)[word // 2400 % 3]
    line = f"There is room for {room} pallets, and {cold} pallets of these can be kept cold."
    return line, f"how many pallets can be kept cold at {subject}?", f"{cold} pallets", f"{slip} pallets"


def _opened(subject: str, word: int) -> Line:
    right, slip = dates_of(word)
    return f"The first truck was unloaded on {right}.", f"when was the first truck unloaded at {subject}?", right, slip


def _lease(subject: str, word: int) -> Line:
    signed = 2012 + word % 12
    until = signed + 14 + word // 12 % 12
    slip = (signed, until + 10, until - 1)[word // 144 % 3]
    line = f"The lease was signed in {signed} and is good until {until}."
    return line, f"until which year is the lease of {subject} good?", f"{until}", f"{slip}"


def _gate(subject: str, word: int) -> Line:
    opens, closes = 270 + 5 * (word % 40), 1020 + 5 * (word // 40 % 60)
    slip = (opens, closes - 60, closes + 30)[word // 2400 % 3]
    line = f"The gate opens at {CLOCK[opens]} and closes at {CLOCK[closes]}."
    return line, f"at what time does the gate of {subject} close?", CLOCK[closes], CLOCK[slip]


def _staff(subject: str, word: int) -> Line:
    night = 6 + word % 40
    day = night + 11 + word // 40 % 60
    slip = (day, day - night if day != 2 * night else day + night, night + 10)[word // 2400 % 3]
    line = f"During the day {day} people are on duty, and {night} people are there overnight."
    return line, f"how many people are at {subject} overnight?", f"{night} people", f"{slip} people"


def _station(subject: str, word: int) -> Line:
    station = 8 + word % 90
    highway = station + 3 + word // 90 % 80
    slip = (highway, station + 10, station - 3)[word // 7200 % 3]
    line = f"It is {TENTHS[station]} kilometers to the freight station and {TENTHS[highway]} kilometers to the highway."
    question = f"how far is it from {subject} to the freight station?"
    return line, question, f"{TENTHS[station]} kilometers", f"{TENTHS[slip]} kilometers"


def _towns(subject: str, word: int) -> Line:
    source = word % 8
    target = (source + 1 + word // 8 % 7) % 8
    slip = (target, (source + 1 + word // 112 % 7) % 8)[word // 56 % 2]
    line = f"Most of the goods come in from {_TOWNS[source]} and go out to {_TOWNS[target]}."
    return line, f"from where do most of the goods at {subject} come in?", _TOWNS[source], _TOWNS[slip]


def _roof(subject: str, word: int) -> Line:
    made = 20 * (4 + word % 30)
    bought = made + 20 * (1 + word // 30 % 40)
    slip = (bought, made + bought, made + 200)[word // 1200 % 3]
    line = f"Panels on the roof yield {made} megawatt hours a year, while {bought} megawatt hours are bought."
    question = f"how much do the panels on the roof of {subject} yield a year?"
    return line, question, f"{made} megawatt hours", f"{slip} megawatt hours"


def _cold_room(subject: str, word: int) -> Line:
    kept, off = 4 + word % 8, (-2, -1, 1, 2, 5)[word // 8 % 5]
    line = f"In the cold room it is {kept} degrees Celsius all year round."
    return (
        line,
        f"what is the cold room of {subject} kept at?",
        f"{kept} degrees Celsius",
        f"{kept + off} degrees Celsius",
    )


def _forklifts(subject: str, word: int) -> Line:
    forklifts = 5 + word % 20
    carts = forklifts + 3 + word // 20 % 30
    slip = (carts, carts + forklifts, forklifts + 2)[word // 600 % 3]
    line = f"Loads are moved with {carts} hand carts and {forklifts} forklifts."
    return line, f"how many vehicles of {subject} are forklifts?", f"{forklifts} forklifts", f"{slip} forklifts"


def _bridge(subject: str, word: int) -> Line:
    limit, off = 18 + word % 40, (-10, -2, 2, 10)[word // 40 % 4]
    line = f"Trucks of up to {limit} tonnes may use the bridge at the entrance."
    return line, f"what weight may use the bridge of {subject}?", f"up to {limit} tonnes", f"up to {limit + off} tonnes"


def _count(subject: str, word: int) -> Line:
    weeks, off = 4 + word % 20, (-2, -1, 1, 2, 10)[word // 20 % 5]
    line = f"The stock is counted every {weeks} weeks, by {2 + word // 100 % 9} people."
    return line, f"how often is the stock of {subject} counted?", f"every {weeks} weeks", f"every {weeks + off} weeks"


def _parking(subject: str, word: int) -> Line:
    covered = 6 + word % 30
    cars = 2 * covered + 1 + word // 30 % 40
    slip = (cars, cars - covered, covered + 10)[word // 1200 % 3]
    line = f"The parking lot by the fence takes {cars} cars, and a roof covers {covered} cars of them."
    return line, f"how many cars park under a roof at {subject}?", f"{covered} cars", f"{slip} cars"


KIND = Kind(
    ("depot_profile.md", "site_profile.md", "depot_figures.md", "site_at_a_glance.md"),
    _name,
    (
        ("Space", (_hall, _docks, _racks, _pallets)),
        ("History and hours", (_opened, _lease, _gate, _staff)),
        ("Goods and energy", (_station, _towns, _roof, _cold_room)),
        ("Vehicles and stock", (_forklifts, _bridge, _count, _parking)),
    ),
    ("", " "),
)
"""Profiles of depots, in whole sentences."""
