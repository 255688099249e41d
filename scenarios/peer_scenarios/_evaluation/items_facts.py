"""The bank of plain facts: simple, stable, each with at least two wrong answers, near but plainly wrong.

Left out on purpose: whatever is disputed, changes with time, or has a second answer that could pass (the
longest river, a seat of government beside a capital, spelling variants). `TRAIN` and `HELDOUT` share topics,
but no question and no template.
"""

from __future__ import annotations

Fact = tuple[str, str, tuple[str, ...]]
"""Question, right answer, wrong answers."""


def _facts(template: str, rows: str) -> tuple[Fact, ...]:
    """Facts from rows of "subject | right | wrong | wrong", parted by semicolons."""
    facts = []
    for row in rows.split(";"):
        subject, right, *wrong = (part.strip() for part in row.split("|"))
        facts.append((template.format(subject), right, tuple(wrong)))
    return tuple(facts)


TRAIN: dict[str, tuple[Fact, ...]] = {
    "capitals": _facts(
        "What is the capital of {}?",
        """Portugal | Lisbon | Porto | Madrid; Canada | Ottawa | Toronto | Montreal;
        Australia | Canberra | Sydney | Melbourne; Brazil | Brasilia | Rio de Janeiro | Sao Paulo;
        Turkey | Ankara | Istanbul | Izmir; Morocco | Rabat | Casablanca | Marrakesh;
        Poland | Warsaw | Krakow | Gdansk; Norway | Oslo | Bergen | Stockholm;
        Hungary | Budapest | Bucharest | Vienna; Kenya | Nairobi | Mombasa | Kampala;
        Vietnam | Hanoi | Ho Chi Minh City | Hue; Chile | Santiago | Valparaiso | Lima;
        New Zealand | Wellington | Auckland | Christchurch; Iceland | Reykjavik | Akureyri | Oslo;
        Greece | Athens | Thessaloniki | Sofia; Ireland | Dublin | Cork | Belfast;
        Cuba | Havana | Santiago de Cuba | Kingston; Peru | Lima | Cusco | Quito;
        Jordan | Amman | Aqaba | Damascus; Latvia | Riga | Vilnius | Tallinn;
        Senegal | Dakar | Bamako | Thies""",
    ),
    "geography": (
        *_facts(
            "What is the currency of {}?",
            """Japan | the yen | the won | the yuan; India | the rupee | the taka | the rupiah;
            Brazil | the real | the peso | the escudo; Thailand | the baht | the dong | the kyat;
            South Korea | the won | the yen | the yuan; Poland | the zloty | the koruna | the forint;
            Israel | the shekel | the dinar | the lira; Mexico | the peso | the real | the sol""",
        ),
        *_facts(
            "Which river flows through {}?",
            """Paris | the Seine | the Loire | the Rhone; London | the Thames | the Severn | the Trent;
            Rome | the Tiber | the Po | the Arno; Cologne | the Rhine | the Elbe | the Oder;
            Baghdad | the Tigris | the Jordan | the Indus""",
        ),
    ),
    "chemistry": (
        *_facts(
            "What is the chemical symbol for {}?",
            """iron | Fe | Ir | In; sodium | Na | Sn | S; potassium | K | P | Po; gold | Au | Ag | Gd;
            lead | Pb | Pd | La; copper | Cu | Co | Cr; magnesium | Mg | Mn | Mo; helium | He | H | Ho;
            calcium | Ca | C | Cd; zinc | Zn | Zr | Z; chlorine | Cl | Cr | C; boron | B | Br | Ba""",
        ),
        *_facts(
            "What is the chemical formula of {}?",
            """water | H2O | HO2 | H2O2; methane | CH4 | C2H6 | C2H4; ammonia | NH3 | NO2 | N2H4;
            carbon dioxide | CO2 | CO | C2O; sodium chloride | NaCl | KCl | NaOH; ozone | O3 | O2 | O4""",
        ),
    ),
    "physics": _facts(
        "What is the SI unit of {}?",
        """force | the newton | the joule | the watt; energy | the joule | the newton | the pascal;
        power | the watt | the joule | the volt; pressure | the pascal | the newton | the hertz;
        frequency | the hertz | the volt | the farad;
        electrical resistance | the ohm | the ampere | the tesla;
        electric charge | the coulomb | the ampere | the volt;
        mass | the kilogram | the newton | the liter""",
    ),
    "astronomy": (
        *_facts(
            "Which planet of the Solar System is number {} counting outward from the Sun?",
            """1 | Mercury | Venus | Mars; 2 | Venus | Mercury | Earth; 4 | Mars | Earth | Jupiter;
            5 | Jupiter | Saturn | Mars; 6 | Saturn | Jupiter | Uranus; 8 | Neptune | Uranus | Saturn""",
        ),
        *_facts(
            "{}?",
            """Around which planet do the moons Phobos and Deimos travel | Mars | Jupiter | Venus;
            Which planet has the Great Red Spot | Jupiter | Saturn | Mars""",
        ),
    ),
    "biology": (
        *_facts(
            "What is the young of a {} called?",
            """horse | a foal | a calf | a kid; goat | a kid | a lamb | a foal;
            sheep | a lamb | a kid | a calf; kangaroo | a joey | a cub | a kit;
            swan | a cygnet | a gosling | a duckling; goose | a gosling | a cygnet | a duckling;
            cow | a calf | a foal | a lamb; deer | a fawn | a foal | a cub; lion | a cub | a kit | a foal""",
        ),
        *_facts(
            "{}?",
            """How many legs does an insect have | 6 | 8 | 4;
            Which gas do plants take in for photosynthesis | carbon dioxide | oxygen | nitrogen;
            What is the largest living animal | the blue whale | the African elephant | the sperm whale;
            Which green pigment do plants use in photosynthesis | chlorophyll | hemoglobin | melanin""",
        ),
    ),
    "human_body": _facts(
        "{}?",
        """Which organ of the human body produces insulin | the pancreas | the liver | the spleen;
        How many chambers does the human heart have | 4 | 3 | 2;
        What is the medical name of the human thigh bone | the femur | the tibia | the humerus;
        What is the medical name of the collarbone | the clavicle | the scapula | the sternum;
        How many teeth are in a full adult human set with wisdom teeth | 32 | 28 | 36;
        How many bones does a typical adult human skeleton have | 206 | 186 | 226;
        Which organ pumps blood through the human body | the heart | the lungs | the liver""",
    ),
    "grammar": _facts(
        "What is the plural of the English noun '{}'?",
        """child | children | childs | childrens; tooth | teeth | tooths | teeths;
        goose | geese | gooses | geeses; knife | knives | knifes | knive; leaf | leaves | leafs | leave;
        foot | feet | foots | feets; woman | women | womans | womens; wolf | wolves | wolfs | wolve;
        loaf | loaves | loafs | loave""",
    ),
    "vocabulary": _facts(
        "What does the German word '{}' mean in English?",
        """Hund | dog | cat | horse; Wasser | water | fire | bread; Apfel | apple | pear | plum;
        Buch | book | table | letter; Haus | house | garden | street; Schule | school | shoe | church;
        Vogel | bird | fish | fox; Brot | bread | butter | milk; Baum | tree | flower | wall;
        Fenster | window | door | roof; Zug | train | ship | road""",
    ),
    "sports": (
        *_facts(
            "How many players does one team have in play at a time in {}?",
            """basketball | 5 | 6 | 7; indoor volleyball | 6 | 5 | 7; rugby union | 15 | 13 | 11;
            football (soccer) | 11 | 10 | 12; netball | 7 | 6 | 9""",
        ),
        *_facts(
            "{}?",
            """How many points is a try worth in rugby union | 5 | 4 | 6;
            How many balls make up a standard over in modern cricket | 6 | 5 | 8;
            How many holes are there in a full round of golf | 18 | 16 | 21;
            How many events make up a decathlon | 10 | 7 | 12;
            How many points does one free throw score in basketball | 1 | 2 | 3""",
        ),
    ),
    "games": _facts(
        "{}?",
        """How many pawns does each side have at the start of a chess game | 8 | 7 | 10;
        Which chess piece moves only along diagonals | the bishop | the rook | the knight;
        How many squares does a chessboard have | 64 | 81 | 100;
        What is the highest possible score in a game of ten-pin bowling | 300 | 200 | 250;
        What is the highest score with one dart on a standard dartboard | 60 | 50 | 40;
        How many cards does a standard deck have without jokers | 52 | 48 | 54;
        How many dots does a standard six-sided die have in all | 21 | 18 | 24""",
    ),
    "mathematics": (
        *_facts(
            "How many sides does {} have?",
            """a pentagon | 5 | 6 | 7; an octagon | 8 | 6 | 10; a hexagon | 6 | 5 | 8;
            a decagon | 10 | 9 | 12; a heptagon | 7 | 6 | 9; a dodecagon | 12 | 10 | 20""",
        ),
        *_facts(
            "What is the positive square root of {}?",
            "144 | 12 | 14 | 16; 169 | 13 | 17 | 14; 225 | 15 | 25 | 16",
        ),
        *_facts("What is 2 to the power of {}?", "5 | 32 | 16 | 10; 6 | 64 | 36 | 32; 8 | 256 | 128 | 512"),
        *_facts(
            "{}?",
            """What is the smallest prime number | 2 | 1 | 3;
            How many degrees do the angles of a flat triangle add up to | 180 | 90 | 360;
            What is the longest side of a right triangle called |
            the hypotenuse | the diameter | the median""",
        ),
    ),
}
"""Facts to train on, by topic."""

HELDOUT: dict[str, tuple[Fact, ...]] = {
    "capitals": _facts(
        "Which city is the capital of {}?",
        """Spain | Madrid | Barcelona | Seville; Finland | Helsinki | Tampere | Stockholm;
        Sweden | Stockholm | Gothenburg | Copenhagen; Denmark | Copenhagen | Aarhus | Oslo;
        Austria | Vienna | Salzburg | Graz; Italy | Rome | Milan | Naples;
        Germany | Berlin | Munich | Frankfurt; India | New Delhi | Mumbai | Kolkata;
        Pakistan | Islamabad | Karachi | Lahore; China | Beijing | Shanghai | Guangzhou;
        Thailand | Bangkok | Chiang Mai | Phnom Penh; Nigeria | Abuja | Lagos | Accra;
        Ethiopia | Addis Ababa | Asmara | Nairobi; Colombia | Bogota | Medellin | Cali;
        Uruguay | Montevideo | Buenos Aires | Asuncion; Ecuador | Quito | Guayaquil | Lima;
        Romania | Bucharest | Budapest | Sofia; Bulgaria | Sofia | Plovdiv | Belgrade;
        Serbia | Belgrade | Novi Sad | Zagreb; Slovenia | Ljubljana | Maribor | Bratislava;
        Estonia | Tallinn | Tartu | Riga""",
    ),
    "geography": (
        *_facts(
            "In which country is the city of {}?",
            """Osaka | Japan | China | South Korea; Antwerp | Belgium | France | Luxembourg;
            Bergen | Norway | Sweden | Denmark; Salzburg | Austria | Germany | Switzerland;
            Mombasa | Kenya | Tanzania | Uganda; Cusco | Peru | Bolivia | Ecuador;
            Karachi | Pakistan | India | Bangladesh; Izmir | Turkey | Greece | Cyprus""",
        ),
        *_facts(
            "{}?",
            """Which ocean lies between Africa and Australia |
            the Indian Ocean | the Atlantic Ocean | the Arctic Ocean;
            Which country has the largest land area | Russia | Canada | China;
            Which canal links the Mediterranean and the Red Sea |
            the Suez Canal | the Panama Canal | the Kiel Canal;
            What is the highest mountain above sea level | Mount Everest | Mont Blanc | Kilimanjaro;
            Which sea lies between Italy and Croatia | the Adriatic Sea | the Aegean Sea | the Black Sea""",
        ),
    ),
    "chemistry": (
        *_facts(
            "Which chemical element has the symbol {}?",
            """Ag | silver | gold | argon; Hg | mercury | hydrogen | magnesium; Sn | tin | selenium | zinc;
            W | tungsten | titanium | platinum; Mn | manganese | magnesium | molybdenum;
            N | nitrogen | neon | nickel; Ne | neon | nitrogen | nickel; Br | bromine | boron | barium;
            Si | silicon | silver | tin; P | phosphorus | potassium | platinum;
            Li | lithium | lead | lanthanum; U | uranium | radium | thorium; Ni | nickel | nitrogen | neon;
            Ti | titanium | tin | tungsten""",
        ),
        *_facts(
            "Which chemical element has atomic number {}?",
            """1 | hydrogen | helium | oxygen; 6 | carbon | nitrogen | oxygen; 8 | oxygen | carbon | fluorine;
            18 | argon | neon | krypton; 20 | calcium | potassium | zinc""",
        ),
    ),
    "physics": (
        *_facts(
            "By what factor does the metric prefix '{}' multiply a unit?",
            """kilo | 1000 | 100 | 10000; hecto | 100 | 10 | 1000; mega | 1000000 | 100000 | 10000000;
            milli | one thousandth | one hundredth | one millionth;
            centi | one hundredth | one tenth | one thousandth;
            micro | one millionth | one thousandth | one billionth;
            nano | one billionth | one millionth | one thousandth""",
        ),
        *_facts(
            "Which quantity does {} measure?",
            """a thermometer | temperature | humidity | pressure;
            a barometer | air pressure | wind speed | temperature;
            an ammeter | electric current | voltage | resistance;
            a hygrometer | humidity | temperature | air pressure;
            an anemometer | wind speed | air pressure | rainfall;
            a voltmeter | voltage | electric current | resistance;
            the odometer of a car | distance | fuel level | engine speed""",
        ),
    ),
    "astronomy": _facts(
        "{}?",
        """Which force keeps the planets in orbit around the Sun | gravity | magnetism | friction;
        Which planet is known as the Red Planet | Mars | Venus | Mercury;
        Which star is known as the North Star | Polaris | Sirius | Vega;
        Around which planet does the moon Titan travel | Saturn | Jupiter | Neptune;
        Which planet of the Solar System is the largest | Jupiter | Saturn | Neptune;
        Which planet travels between the orbits of Mercury and Earth | Venus | Mars | Jupiter;
        Which planet has the hottest surface on average | Venus | Mercury | Mars""",
    ),
    "biology": (
        *_facts(
            "To which group of animals does the {} belong?",
            """dolphin | mammals | fish | reptiles; penguin | birds | fish | mammals;
            frog | amphibians | reptiles | fish; tortoise | reptiles | amphibians | mammals;
            bat | mammals | birds | reptiles; whale | mammals | fish | birds;
            salamander | amphibians | reptiles | fish; crocodile | reptiles | amphibians | fish;
            shark | fish | mammals | reptiles; ostrich | birds | reptiles | mammals;
            seahorse | fish | mammals | reptiles; scorpion | arachnids | insects | crustaceans;
            crab | crustaceans | insects | arachnids; butterfly | insects | birds | arachnids""",
        ),
        *_facts(
            "{}?",
            """How many legs does a spider have | 8 | 6 | 10; How many arms does an octopus have | 8 | 6 | 10;
            Which part of a plant takes up water from the soil | the roots | the leaves | the flowers;
            Which part of an animal cell holds most DNA | the nucleus | the membrane | the ribosomes""",
        ),
    ),
    "human_body": _facts(
        "{}?",
        """Which vitamin does human skin make in sunlight | vitamin D | vitamin C | vitamin A;
        How many chromosomes does a typical human body cell have | 46 | 44 | 48;
        Which cells carry oxygen in human blood | red blood cells | white blood cells | platelets;
        Which organ contains the retina | the eye | the ear | the nose;
        What is the medical name of the kneecap | the patella | the fibula | the sternum;
        Which organ stores bile | the gallbladder | the spleen | the bladder;
        How many pairs of ribs does a typical human have | 12 | 10 | 14""",
    ),
    "grammar": _facts(
        "What is the simple past tense of the English verb '{}'?",
        """go | went | goed | gone; buy | bought | buyed | brought; teach | taught | teached | tought;
        swim | swam | swum | swimmed; take | took | taked | taken; bring | brought | bringed | brang;
        write | wrote | writed | written; eat | ate | eated | eaten; drive | drove | drived | driven;
        begin | began | begun | beginned; fly | flew | flyed | flown; catch | caught | catched | cought""",
    ),
    "vocabulary": _facts(
        "Which English word translates the Spanish word '{}'?",
        """agua | water | fire | bread; perro | dog | cat | horse; libro | book | table | letter;
        casa | house | garden | street; leche | milk | butter | cheese; manzana | apple | pear | plum;
        queso | cheese | milk | meat; luna | moon | star | sun; puente | bridge | tower | port;
        zapato | shoe | hat | glove; lluvia | rain | snow | wind""",
    ),
    "sports": _facts(
        "{}?",
        """How many players are there on each side in a beach volleyball match | 2 | 3 | 4;
        How many players, goalkeeper included, does a full ice hockey team have on the ice | 6 | 5 | 7;
        How many players, goalkeeper included, does a handball team have on the court | 7 | 6 | 8;
        How many players does a rugby league team field | 13 | 15 | 11;
        How many players does a cricket team field | 11 | 9 | 10;
        How many players does the defending team field in baseball | 9 | 8 | 11;
        How many events make up a heptathlon | 7 | 5 | 10;
        How many points is a touchdown worth in American football, before any extra point | 6 | 5 | 7;
        What is a score of zero called in tennis | love | duck | nil;
        What color is the card that sends a football (soccer) player off | red | yellow | blue;
        How many strikes make an out in baseball | 3 | 2 | 4;
        How long is a pool for Olympic swimming races | 50 meters | 25 meters | 100 meters;
        How long is the inside lane of a standard running track | 400 meters | 200 meters | 500 meters;
        How many rings are in the Olympic symbol | 5 | 4 | 6""",
    ),
    "games": _facts(
        "{}?",
        """Which chess piece moves in an L shape | the knight | the bishop | the queen;
        How many rooks does each side have at the start of a chess game | 2 | 1 | 4;
        How many pieces, pawns included, does each side have at the start of a chess game | 16 | 12 | 18;
        How many red balls are on the table at the start of a snooker frame | 15 | 10 | 21;
        How many suits does a standard deck of cards have | 4 | 3 | 5;
        What do two opposite faces of a standard six-sided die add up to | 7 | 6 | 8""",
    ),
    "mathematics": (
        *_facts("What is {} factorial?", "3 | 6 | 9 | 27; 4 | 24 | 12 | 16; 5 | 120 | 60 | 25"),
        *_facts(
            "What is the cube of {}?",
            "3 | 27 | 9 | 81; 4 | 64 | 16 | 48; 5 | 125 | 25 | 150; 6 | 216 | 36 | 180",
        ),
        *_facts(
            "What is the binary number {} in decimal notation?",
            "101 | 5 | 3 | 6; 1010 | 10 | 12 | 20; 1100 | 12 | 10 | 24; 1111 | 15 | 16 | 11; 111 | 7 | 3 | 8",
        ),
        *_facts(
            "{}?",
            """How many faces does a cube have | 6 | 8 | 12; How many edges does a cube have | 12 | 8 | 6;
            How many corners does a cube have | 8 | 6 | 12;
            How many faces does a tetrahedron have | 4 | 3 | 6;
            Which of the numbers 21, 27, 29 and 33 is prime | 29 | 27 | 21;
            Which of the numbers 39, 41, 49 and 51 is prime | 41 | 49 | 51;
            How many degrees does a right angle have | 90 | 45 | 180""",
        ),
    ),
}
"""Facts kept apart from training, by topic."""
