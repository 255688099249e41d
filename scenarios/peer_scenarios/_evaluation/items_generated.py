"""Question generators with an exact truth: what can be asked, the right value, and how people get it wrong.

A generator is a pure function of one random word: it peels its numbers off as remainders. Right and wrong
values come from the same numbers in the same form, so only the content tells them apart. The wrong one is
wrong for every word: slips are non-zero offsets, other factors, or other members of a set of different members.
`TRAIN` and `HELDOUT` share kinds, but no template.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

Made = tuple[str, str, str]
"""Question, right value, wrong value."""
Maker = Callable[[int], Made]

WORD_BITS = 30
"""Size of the words: larger integers divide at half the speed, and no generator has so many outcomes."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COMMON_YEAR = tuple(
    f"{day} {month}" for month, length in zip(_MONTHS, _LENGTHS, strict=True) for day in range(1, length + 1)
)
# By year % 4, which finds every leap year from 1990 to 2029, the only years in use.
_YEARS = ((*_COMMON_YEAR[:59], "29 February", *_COMMON_YEAR[59:]), _COMMON_YEAR, _COMMON_YEAR, _COMMON_YEAR)
_CLOCK = tuple(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60))
_ROMAN = tuple(
    thousands + hundreds + tens + ones
    for thousands in ("", "M")
    for hundreds in ("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM")
    for tens in ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)
_ORDERS = tuple(permutations(range(4)))
_UNITS = ("meters", "centimeters", "feet", "inches", "yards")
# No letter twice in any word: two different slices, or two different orders, are then never the same text.
_SLICED = (
    *("garden", "planet", "winter", "basket", "market", "silver", "orange", "forest", "monkey", "island"),
    *(
        "pencil",
        "magnet",
        "turnip",
        "plastic",
        "company",
        "problem",
        "country",
        "number",
        "dialect",
        "granite",
    ),
)
_REVERSED = (
    *("candle", "bridge", "jacket", "hamlet", "castle", "violet", "bronze", "spring", "thunder", "blanket"),
    *("chapter", "kingdom", "dolphin", "journal", "harvest", "machine", "picture", "cabinet", "factory"),
    *("crystal", "husband", "lobster"),
)
_ALPHABETICAL = (
    *("anchor", "barrel", "copper", "donkey", "engine", "fabric", "glacier", "hammer", "insect", "jungle"),
    *("kettle", "lemon", "mirror", "needle", "oyster", "pepper", "quarry", "ribbon", "saddle", "timber"),
    *("umbrella", "velvet"),
)
_PARTS = tuple(permutations(("bolts", "hinges", "washers", "brackets", "screws"), 4))
_FOODS = tuple(permutations(("apples", "rice", "walnuts", "carrots", "lentils"), 4))
_STOPS = tuple(permutations(("Ashby", "Corley", "Denton", "Elmwood", "Farley"), 4))
_PRODUCTS = ("coat", "lamp", "backpack", "kettle", "chair", "clock", "carpet", "printer")
_GOODS = ("tickets", "notebooks", "mugs", "lamps", "cushions", "bowls", "umbrellas", "candles")
_EVENTS = ("project", "course", "trial", "tour", "sale", "festival", "voyage", "survey")
_SHOWS = ("film", "concert", "hike", "workshop", "recording", "match", "lecture", "flight")
# Big unit, small unit, how many small ones in a big one, and two mistaken factors.
_FACTORS = (
    *(("kilometers", "meters", 1000, (100, 10000)), ("kilograms", "grams", 1000, (100, 10000))),
    *(("liters", "milliliters", 1000, (100, 10000)), ("tonnes", "kilograms", 1000, (100, 10000))),
    *(("meters", "centimeters", 100, (10, 1000)), ("meters", "millimeters", 1000, (100, 10000))),
    *(("hours", "minutes", 60, (100, 50)), ("minutes", "seconds", 60, (100, 50))),
    *(("days", "hours", 24, (12, 20)), ("weeks", "days", 7, (5, 10)), ("feet", "inches", 12, (10, 16))),
)
_ROUND_SLIPS = (-100, -10, 10, 100)
_DAY_SLIPS = (-10, -7, 7, 10)
_TIME_SLIPS = (-60, -10, 10, 60)


# --- train -----------------------------------------------------------------------------------------------


def _product(word: int) -> Made:
    a, b, slip = 12 + word % 88, 12 + word // 88 % 18, _ROUND_SLIPS[word // 1584 % 4]
    return f"What is {a} times {b}?", f"{a * b}", f"{a * b + slip}"


def _plus_minus(word: int) -> Made:
    a, b, c = 200 + word % 500, 100 + word // 500 % 400, 12 + word // 200_000 % 50
    right = a + b - c
    slip = (a + b + c, right + 10, right - 100)[word // 10_000_000 % 3]
    return f"What is {a} plus {b} minus {c}?", f"{right}", f"{slip}"


def _percent_of(word: int) -> Made:
    k, fifths = 3 + word % 97, 2 + word // 97 % 18
    right = fifths * k
    slip = (right + k, right - k, right * 10)[word // 1746 % 3]
    return f"What is {5 * fifths} percent of {20 * k}?", f"{right}", f"{slip}"


def _price_rise(word: int) -> Made:
    k, fifths = 3 + word % 58, 2 + word // 58 % 9
    old, rise = 20 * k, fifths * k
    slip = (old - rise, old + rise + k, old + rise - k)[word // 522 % 3]
    question = f"A yearly fee of {old} dollars goes up by {5 * fifths} percent. What is the new fee?"
    return question, f"{old + rise} dollars", f"{slip} dollars"


def _smaller_unit(word: int) -> Made:
    big, small, factor, mistaken = _FACTORS[word % 11]
    n, slip = 3 + word // 11 % 96, mistaken[word // 1056 % 2]
    return f"How many {small} are there in {n} {big}?", f"{n * factor} {small}", f"{n * slip} {small}"


def _two_units(word: int) -> Made:
    big, small, factor, mistaken = _FACTORS[word % 11]
    n, slip, rest = 3 + word // 11 % 26, mistaken[word // 286 % 2], 2 + word // 572 % (factor - 2)
    question = f"What is {n} {big} and {rest} {small}, expressed in {small} only?"
    return question, f"{n * factor + rest} {small}", f"{n * slip + rest} {small}"


def _days_after(word: int) -> Made:
    year, start, days = 1990 + word % 40, word // 40 % 300, 12 + word // 12_000 % 34
    dates, end = _YEARS[year % 4], start + days
    slip = end + _DAY_SLIPS[word // 408_000 % 4]
    question = f"What date is {days} days after {dates[start]} {year}?"
    return question, f"{dates[end]} {year}", f"{dates[slip]} {year}"


def _weekday_after(word: int) -> Made:
    first, days, event = word % 7, 8 + word // 7 % 53, _EVENTS[word // 371 % 8]
    last = first + days
    slip = last + 1 + word // 2968 % 6
    question = f"A {event} starts on a {_WEEKDAYS[first]} and ends {days} days later. On which weekday is that?"
    return question, _WEEKDAYS[last % 7], _WEEKDAYS[slip % 7]


def _rectangle_area(word: int) -> Made:
    b, unit = 5 + word % 26, _UNITS[word // 26 % 5]
    a = b + 1 + word // 130 % 20
    # From side 5 up, area and perimeter are never the same number.
    slip = (2 * (a + b), a * b + a, a * b - b)[word // 2600 % 3]
    question = f"A rectangle is {a} {unit} long and {b} {unit} wide. What is its area?"
    return question, f"{a * b} square {unit}", f"{slip} square {unit}"


def _rectangle_perimeter(word: int) -> Made:
    b, unit = 5 + word % 46, _UNITS[word // 46 % 5]
    a = b + 1 + word // 230 % 20
    slip = (a + b, a * b, 2 * a + b)[word // 4600 % 3]
    question = f"What is the perimeter of a rectangle with sides of {a} {unit} and {b} {unit}?"
    return question, f"{2 * (a + b)} {unit}", f"{slip} {unit}"


def _slice(word: int) -> Made:
    text, start = _SLICED[word % 20], 1 + word // 20 % 2
    end = start + 2 + word // 40 % 2
    low, high = ((start - 1, end - 1), (start, end + 1), (start + 1, end + 1))[word // 80 % 3]
    question = f"What does the Python line print('{text}'[{start}:{end}]) print?"
    return question, text[start:end], text[low:high]


def _sum_of_range(word: int) -> Made:
    a = 2 + word % 97
    b = a + 4 + word // 97 % 9
    right = (a + b - 1) * (b - a) // 2
    slip = right - a if word // 873 % 2 else right + b
    return f"What does the Python line print(sum(range({a}, {b}))) print?", f"{right}", f"{slip}"


def _highest_count(word: int) -> Made:
    names, (i, j, k, m) = _PARTS[word % 120], _ORDERS[word // 120 % 24]
    slip = names[word // 2880 % 3]
    word //= 8640
    a = 11 + 7 * (word % 10)
    b = a + 4 + word // 10 % 8
    c = b + 4 + word // 80 % 8
    counts = (a, b, c, c + 4 + word // 640 % 8)
    question = (
        f"A stock list reads: {names[i]} {counts[i]}, {names[j]} {counts[j]}, {names[k]} {counts[k]}, "
        f"{names[m]} {counts[m]}. Which part has the highest count?"
    )
    return question, names[3], slip


def _price_lookup(word: int) -> Made:
    names, (i, j, k, m) = _FOODS[word % 120], _ORDERS[word // 120 % 24]
    word //= 2880
    a = 2 + word % 4
    b = a + 2 + word // 4 % 3
    c = b + 2 + word // 12 % 3
    prices = (a, b, c, c + 2 + word // 36 % 3)
    amount, slip = 2 + word // 108 % 8, prices[(j + 1 + word // 864 % 3) % 4]
    question = (
        f"Prices per kilogram in dollars are: {names[i]} {prices[i]}, {names[j]} {prices[j]}, "
        f"{names[k]} {prices[k]}, {names[m]} {prices[m]}. What do {amount} kilograms of {names[j]} cost?"
    )
    return question, f"{amount * prices[j]} dollars", f"{amount * slip} dollars"


def _nth_term(word: int) -> Made:
    first, step, n = 2 + word % 59, 3 + word // 59 % 23, 5 + word // 1357 % 8
    right, slip = first + (n - 1) * step, (step, -step, 10)[word // 10_856 % 3]
    question = f"A sequence starts at {first} and each term is {step} more than the last. What is term {n}?"
    return question, f"{right}", f"{right + slip}"


def _ascending(word: int) -> Made:
    i, j, k, m = _ORDERS[word % 24]
    word //= 24
    a = 10 + word % 20
    b = a + 1 + word // 20 % 20
    c = b + 1 + word // 400 % 20
    d = c + 1 + word // 8000 % 20
    values = (a, b, c, d)
    question = f"Put these numbers in ascending order: {values[i]}, {values[j]}, {values[k]}, {values[m]}."
    slip = f"{a}, {c}, {b}, {d}" if word // 160_000 % 2 else f"{a}, {b}, {d}, {c}"
    return question, f"{a}, {b}, {c}, {d}", slip


def _arrival(word: int) -> Made:
    start, hours, minutes = 330 + word % 740, 2 + word // 740 % 3, 2 + word // 2220 % 58
    end, slip = start + 60 * hours + minutes, _TIME_SLIPS[word // 128_760 % 4]
    trip = f"{hours} hours and {minutes} minutes"
    question = f"A train leaves at {_CLOCK[start]} and the trip takes {trip}. When does it arrive?"
    return question, _CLOCK[end], _CLOCK[end + slip]


def _boxes(word: int) -> Made:
    size, boxes, loose = 12 + word % 37, 3 + word // 37 % 13, 2 + word // 481 % 10
    goods, right = _GOODS[word // 4810 % 8], size * boxes + loose
    slip = (size, -size, -2 * loose)[word // 38_480 % 3]
    question = f"A box holds {size} {goods}. How many {goods} are {boxes} full boxes and {loose} loose ones?"
    return question, f"{right} {goods}", f"{right + slip} {goods}"


def _to_roman(word: int) -> Made:
    n, slip = 111 + word % 1778, _ROUND_SLIPS[word // 1778 % 4]
    return f"How is the number {n} written in Roman numerals?", _ROMAN[n], _ROMAN[n + slip]


# --- held-out --------------------------------------------------------------------------------------------


def _difference(word: int) -> Made:
    a, b, slip = 700 + word % 1300, 120 + word // 1300 % 460, _ROUND_SLIPS[word // 598_000 % 4]
    return f"Subtract {b} from {a}. What is left?", f"{a - b}", f"{a - b + slip}"


def _remainder(word: int) -> Made:
    a, b = 60 + word % 440, 6 + word // 440 % 10
    slip = a + 1 + word // 4400 % (b - 1)
    return f"What is the remainder when {a} is divided by {b}?", f"{a % b}", f"{slip % b}"


def _which_percent(word: int) -> Made:
    k, fifths = 3 + word % 58, 3 + word // 58 % 16
    slip = fifths + (-2, -1, 1, 2)[word // 928 % 4]
    return f"What percentage of {20 * k} is {fifths * k}?", f"{5 * fifths} percent", f"{5 * slip} percent"


def _discount(word: int) -> Made:
    k, fifths, product = 2 + word % 39, 2 + word // 39 % 11, _PRODUCTS[word // 429 % 8]
    price, off = 20 * k, fifths * k
    slip = (price + off, price - off + k, price - off - k)[word // 3432 % 3]
    question = f"A {product} priced at {price} dollars is reduced by {5 * fifths} percent. What does it cost now?"
    return question, f"{price - off} dollars", f"{slip} dollars"


def _bigger_unit(word: int) -> Made:
    big, small, factor, _ = _FACTORS[word % 11]
    n = 13 + word // 11 % 57
    slip = (n * 10, n + 10, n - 10)[word // 627 % 3]
    return f"Convert {n * factor} {small} into {big}.", f"{n} {big}", f"{slip} {big}"


def _hours_and_minutes(word: int) -> Made:
    total, show = 5 * (37 + word % 104), _SHOWS[word // 104 % 8]
    slip = total + _TIME_SLIPS[word // 832 % 4]
    question = f"A {show} lasts {total} minutes. How long is that in hours and minutes?"
    right = f"{total // 60} hours and {total % 60} minutes"
    return question, right, f"{slip // 60} hours and {slip % 60} minutes"


def _days_between(word: int) -> Made:
    year, start, days = 1990 + word % 40, word // 40 % 290, 22 + word // 11_600 % 50
    dates, slip = _YEARS[year % 4], _DAY_SLIPS[word // 580_000 % 4]
    question = f"How many days after {dates[start]} {year} is {dates[start + days]} {year}?"
    return question, f"{days} days", f"{days + slip} days"


def _months_after(word: int) -> Made:
    start, months = 12 * 1990 + word % 480, 5 + word // 480 % 26
    end = start + months
    slip = end + (-12, -2, -1, 1, 2, 12)[word // 12_480 % 6]
    question = f"Which month and year come {months} months after {_MONTHS[start % 12]} {start // 12}?"
    return question, f"{_MONTHS[end % 12]} {end // 12}", f"{_MONTHS[slip % 12]} {slip // 12}"


def _triangle_area(word: int) -> Made:
    half, height, unit = 3 + word % 28, 4 + word // 28 % 37, _UNITS[word // 1036 % 5]
    right = half * height
    slip = (2 * right, right + half, right - half)[word // 5180 % 3]
    question = f"A triangle has a base of {2 * half} {unit} and a height of {height} {unit}. What is its area?"
    return question, f"{right} square {unit}", f"{slip} square {unit}"


def _third_angle(word: int) -> Made:
    a, b = 25 + word % 54, 25 + word // 54 % 54
    right, slip = 180 - a - b, (-10, 10, 20)[word // 2916 % 3]
    question = f"Two angles of a triangle measure {a} degrees and {b} degrees. How large is the third angle?"
    return question, f"{right} degrees", f"{right + slip} degrees"


def _box_volume(word: int) -> Made:
    a, b, c, unit = 2 + word % 11, 2 + word // 11 % 11, 3 + word // 121 % 10, _UNITS[word // 1210 % 5]
    right = a * b * c
    slip = right + (a * b, -a * b, right)[word // 6050 % 3]
    question = f"A box measures {a} by {b} by {c} {unit}. What is its volume?"
    return question, f"{right} cubic {unit}", f"{slip} cubic {unit}"


def _length_times(word: int) -> Made:
    text, times = _REVERSED[word % 22], 3 + word // 22 % 38
    right, slip = len(text) * times, times if word // 836 % 2 else -times
    return f"In Python, what is the value of len('{text}') * {times}?", f"{right}", f"{right + slip}"


def _list_of_products(word: int) -> Made:
    a, b, c, k = 3 + word % 10, 3 + word // 10 % 10, 3 + word // 100 % 10, 3 + word // 1000 % 7
    # From 3 up, n + k is never n * k.
    slip = f"[{a * k}, {b * k}, {c + k}]" if word // 7000 % 2 else f"[{a * k}, {b + k}, {c * k}]"
    question = f"In Python, what is the value of [n * {k} for n in ({a}, {b}, {c})]?"
    return question, f"[{a * k}, {b * k}, {c * k}]", slip


def _reversed_text(word: int) -> Made:
    text, i = _REVERSED[word % 22], 1 + word // 22 % 3
    back = text[::-1]
    slip = f"{back[:i]}{back[i + 1]}{back[i]}{back[i + 2 :]}"
    return f"In Python, what is the value of '{text}'[::-1]?", back, slip


def _year_total(word: int) -> Made:
    a, b, c, d = 11 + word % 30, 21 + word // 30 % 30, 31 + word // 900 % 30, 11 + word // 27_000 % 30
    goods, slip = _GOODS[word // 810_000 % 8], (-10, 10, 20, -b)[word // 6_480_000 % 4]
    right = a + b + c + d
    question = f"Sales of {goods} by quarter: Q1 {a}, Q2 {b}, Q3 {c}, Q4 {d}. What is the total for the year?"
    return question, f"{right} {goods}", f"{right + slip} {goods}"


def _next_bus(word: int) -> Made:
    names, (i, j, k, m) = _STOPS[word % 120], _ORDERS[word // 120 % 24]
    which = 1 + word // 2880 % 3
    slip = (which + 1 + word // 8640 % 3) % 4
    word //= 25_920
    a = 361 + 7 * (word % 60)
    b = a + 6 + 5 * (word // 60 % 4)
    c = b + 6 + 5 * (word // 240 % 4)
    times = (a, b, c, c + 6 + 5 * (word // 960 % 4))
    question = (
        f"Buses leave as follows: {_CLOCK[times[i]]} to {names[i]}, {_CLOCK[times[j]]} to {names[j]}, "
        f"{_CLOCK[times[k]]} to {names[k]}, {_CLOCK[times[m]]} to {names[m]}. "
        f"Where does the first bus after {_CLOCK[times[which] - 3]} go?"
    )
    return question, names[which], names[slip]


def _doubling(word: int) -> Made:
    first, n = 3 + word % 57, 4 + word // 57 % 4
    right = first << (n - 1)
    slip = (2 * right, right // 2, right + 10)[word // 228 % 3]
    question = f"A sequence starts at {first} and each term is twice the one before. What is term {n}?"
    return question, f"{right}", f"{slip}"


def _alphabetical(word: int) -> Made:
    i, j, k, m = _ORDERS[word % 24]
    word //= 24
    a = word % 7
    b = a + 1 + word // 7 % 5
    c = b + 1 + word // 35 % 5
    texts = (_ALPHABETICAL[a], _ALPHABETICAL[b], _ALPHABETICAL[c], _ALPHABETICAL[c + 1 + word // 175 % 5])
    place = 1 + word // 875 % 2
    question = (
        f"Which of these words comes {'third' if place == 2 else 'second'} in alphabetical order: "
        f"{texts[i]}, {texts[j]}, {texts[k]}, {texts[m]}?"
    )
    return question, texts[place], texts[place + 1 if word // 1750 % 2 else place - 1]


def _duration(word: int) -> Made:
    start, minutes, slip = 420 + word % 660, 75 + word // 660 % 155, _TIME_SLIPS[word // 102_300 % 4]
    question = f"A meeting runs from {_CLOCK[start]} to {_CLOCK[start + minutes]} the same day. How long is it?"
    return question, f"{minutes} minutes", f"{minutes + slip} minutes"


def _unit_price(word: int) -> Made:
    n, price, goods = 3 + word % 10, 6 + word // 10 % 55, _GOODS[word // 550 % 8]
    slip = (-3, -2, 2, 3, 10)[word // 4400 % 5]
    question = f"A set of {n} equally priced {goods} costs {n * price} dollars. What is the price of each?"
    return question, f"{price} dollars", f"{price + slip} dollars"


def _from_roman(word: int) -> Made:
    n, slip = 111 + word % 1778, _ROUND_SLIPS[word // 1778 % 4]
    return f"Which number do the Roman numerals {_ROMAN[n]} stand for?", f"{n}", f"{n + slip}"


TRAIN: tuple[tuple[str, Maker], ...] = (
    *(("arithmetic", _product), ("arithmetic", _plus_minus)),
    *(("percentage", _percent_of), ("percentage", _price_rise)),
    *(("units", _smaller_unit), ("units", _two_units)),
    *(("dates", _days_after), ("dates", _weekday_after)),
    *(("geometry", _rectangle_area), ("geometry", _rectangle_perimeter)),
    *(("code", _slice), ("code", _sum_of_range)),
    *(("table", _highest_count), ("table", _price_lookup)),
    *(("sequence", _nth_term), ("sequence", _ascending)),
    *(("clock", _arrival), ("word_problem", _boxes), ("numerals", _to_roman)),
)
"""Kind and generator, for questions to train on."""

HELDOUT: tuple[tuple[str, Maker], ...] = (
    *(("arithmetic", _difference), ("arithmetic", _remainder)),
    *(("percentage", _which_percent), ("percentage", _discount)),
    *(("units", _bigger_unit), ("units", _hours_and_minutes)),
    *(("dates", _days_between), ("dates", _months_after)),
    *(("geometry", _triangle_area), ("geometry", _third_angle), ("geometry", _box_volume)),
    *(("code", _length_times), ("code", _list_of_products), ("code", _reversed_text)),
    *(("table", _year_total), ("table", _next_bus)),
    *(("sequence", _doubling), ("sequence", _alphabetical)),
    *(("clock", _duration), ("word_problem", _unit_price), ("numerals", _from_roman)),
)
"""Kind and generator, for questions kept apart from training."""
