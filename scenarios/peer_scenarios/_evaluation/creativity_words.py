"""The words that a product names for a keyword, each tagged with what the creativity rubric gives it.

Knows the rubric, not how rows are filled. Five levels, in this order: named by almost everyone (0 points); between
that and the next (0 or 5); takes a moment's thought, as a person, place or occasion does (5); between that and the
next (5 or 10); named by few, through another sense, a comparison or a second idea (10). A letter after a dot is a
kind that counts once in a row. Words whose level or kind a careful reader could doubt beyond this were left out.
"""

from __future__ import annotations

from typing import NamedTuple

LEVELS: tuple[tuple[float, float], ...] = ((0.0, 0.0), (0.0, 5.0), (5.0, 5.0), (5.0, 10.0), (10.0, 10.0))
"""Lowest and highest points of each level."""

KINDS: dict[str, dict[str, str]] = {
    "train": {
        **{"a": "animals", "b": "rooms and buildings", "c": "clothing", "f": "food and drink"},
        **{"g": "plants", "p": "people", "v": "vehicles"},
    },
    "held-out": {
        **{"a": "animals", "f": "foods and drinks", "h": "furniture", "i": "musical instruments"},
        **{"p": "people", "v": "vehicles", "w": "weather"},
    },
}
"""The kinds that count once in a row, as the rubric of the split lists them."""


class Word(NamedTuple):
    """A word for a keyword."""

    text: str
    level: int
    """Index into `LEVELS`."""
    kind: str
    """Letter of `KINDS`; "" for a word that can never be a repeat."""


def word(text: str, level: int) -> Word:
    """A word from "word" or "word.kind"."""
    name, _, kind = text.partition(".")
    return Word(name, level, kind)


def _vocabulary(rows: str) -> dict[str, tuple[tuple[Word, ...], ...]]:
    """Words by keyword and level, from lines of "keyword: level 0 / level 1 / ... / level 4"."""
    found = {}
    for line in rows.strip().splitlines():
        keyword, words = line.split(":")
        levels = enumerate(words.split("/"))
        found[keyword.strip()] = tuple(tuple(word(text, level) for text in part.split()) for level, part in levels)
    return found


WORDS: dict[str, dict[str, tuple[tuple[Word, ...], ...]]] = {
    "train": _vocabulary(
        """
        lantern: light flame candle oil / camping night / miner.p barn.b festival cave / firefly.a signal / anglerfish.a projector Diogenes.p physalis.g wishes guidance
        bridge: river road water arch / crossing traffic / engineer.p toll harbor fisherman.p / padlocks bungee / nose violin cards chorus friendship dentist.p
        needle: thread sewing sharp point / injection haystack / tailor.p nurse.p quilt tattoo / pine.g acupuncture / camel.a obelisk porcupine.a teasing speedometer phonograph
        umbrella: rain wet handle storm / raincoat.c puddle / commuter.p doorman.p beach London / cocktail.f Poppins.p / jellyfish.a bat.a insurance federation acacia.g protest
        ladder: climb steps rungs height / toolshed.b rescue / painter.p firefighter.p orchard attic.b / superstition ranking / career stocking.c helix salmon.a Jacob.p snakes.a
        anchor: ship.v sea chain heavy / harbor iron / sailor.p lighthouse.b wreck navy / tattoo stability / newscaster.p hyperlink relay bargaining roots supermarket.b
        bread: flour.f butter.f crust oven / sandwich.f slice / baker.p picnic market monastery.b / pigeons.a famine / money penicillin eraser Hansel.p wages circuses
        key: lock door car.v metal / house.b ring / janitor.p hotel.b prison.b diary / treasure password / piano cryptography basketball archipelago Franklin.p typewriter
        clock: time hands hour ticking / alarm wall / station.b watchmaker.p deadline retirement / chess cuckoo.a / dandelion.g crocodile.a Cinderella.p heartbeat jetlag tides
        candle: wax flame wick light / birthday cake.f / church.b blackout vigil priest.p / lavender.g romance / whale.a auction burnout eggs.f fireworks bees.a
        river: water fish.a bank flow / boat.v bridge / fisherman.p mill.b delta picnic / otter.a border / poker Heraclitus.p hippopotamus.a tears oblivion rivals.p
        mountain: peak snow climb rock / hiking valley / skier.p monastery.b avalanche sherpa.p / goat.a echo / laundry molehill Moses.p seashells obstacle mouse.a
        garden: flowers.g soil grass.g rake / bees.a fence / retiree.p greenhouse.b wedding neighbor.p / maze Eden / Gethsemane kindergarten.b Monet.p octopus.a basketball meditation
        winter: snow cold ice coat.c / scarf.c skiing / skater.p sauna.b flu solstice / hibernation soup.f / Vivaldi.p Persephone.p discontent Narnia silence swallows.a
        boat: water sail oar lake / fishing waves / ferryman.p harbor island regatta / Venice swan.a / Noah.p gravy.f origami Charon.p cradle lateness
        salt: pepper.f sea shaker taste / chips.f sweat / cook.p roads beach blood / tears superstition / salary Lot.p Gandhi.p deer.a doubt Carthage
        feather: bird.a wing light soft / pillow peacock.a / henhouse.b carnival nest hunter.p / headdress.c dinosaurs.a / Icarus.p badminton boxer.p judgment rowing macaroni.f
        rope: knot climb tie pull / swing cowboy.p / sailor.p gym.b circus mountaineer.p / hammock vine.g / Rapunzel.p hemp.g elevator boxing Hitchcock.p nightclub.b
        shoe: foot laces sole walk / sock.c polish / cobbler.p bowling marathon salesman.p / horse.a footprint / Cinderella.p brake blackjack Monopoly empathy crocodile.a
        letter: envelope stamp mail paper / postman.p pen / soldier.p lawyer.p Christmas resignation / pigeon.a bottle / Scrabble optician.p vitamins jacket.c soup.f scarlet
        egg: chicken.a yolk shell frying / omelet.f Easter / farmer.p nest bakery.b allergy / turtle.a Humpty.p / Columbus.p riddle baldness platypus.a tennis tempera
        wheel: car.v round tire spin / bicycle.v spokes / mechanic.p potter.p mill.b casino.b / hamster.a fortune / cheese.f karma color Ixion.p gymnast.p zodiac
        moon: night stars sky crater / astronaut.p rocket.v / observatory.b lullaby eclipse poet.p / wolf.a cheese.f / Monday croissant.f fingernail Beethoven.p newlyweds.p cow.a
        nest: bird.a twigs tree.g hatching / straw feathers / birdwatcher.p barn.b spring gutter / cuckoo.a wasps.a / savings soup.f college mast dolls stadium.b
        honey: bee.a sweet sticky jar / bear.a tea.f / beekeeper.p market cough clover.g / mead.f sweetheart.p / badger.a Samson.p flattery bandage amber Canaan
        map: road country route atlas / compass treasure / tourist.p classroom.b hiker.p glovebox / pirate.p constellation / genome wrinkles tongue Mercator.p mathematics circuit
        """  # noqa: E501 - a table with one keyword a line
    ),
    "held-out": _vocabulary(
        """
        chair: seat legs table.h sit / desk.h office / dentist.p classroom barber.p patio / throne.h waiting / lion.a committee professor.p Goldilocks.p cyclohexane yoga
        hammer: nail wood toolbox hit / saw thumb / blacksmith.p roof sculptor.p demolition / judge.p Thor.p / shark.a piano.i ear auction athlete.p hail.w
        apple: tree red round core / pie.f orchard / teacher.p grocer.p cellar harvest / worm.a computer / gravity throat Troy Manhattan cyanide archer.p
        train: track station rails wheels / ticket conductor.p / commuter.p tunnel luggage suburb / robbery Orient / bride.p thought puppy.a marathon Einstein.p peacock.a
        ocean: water wave fish.a deep / ship.v whale.a / surfer.p lighthouse island diver.p / plastic Atlantis / cables moon insignificance Poseidon.p monsoon.w thermostat
        coffee: cup aroma morning caffeine / milk.f cafe / barista.p office deadline trucker.p / Brazil insomnia / goat.a Bach.p insurance compost fortune Java
        piano: keys music pianist.p pedal / concert violin.i / teacher.p saloon ballet jazz / tuner.p elephant.a / softness zebra.a cartoon typewriter harp.i movers.p
        window: glass curtain view frame / sill breeze.w / cleaner.p burglar.p cathedral airplane.v / cat.a prisoner.p / software soul envelope Prague launch calendar
        button: shirt thread hole sewing / zipper pants / tailor.p elevator uniform remote / quiz panic / mushroom.f navel election accordion.i doll missile
        castle: king.p tower moat knight.p / dungeon princess.p / tourist.p hilltop siege wedding / beach Dracula.p / chess Kafka.p trampoline daydream termites.a privacy
        bicycle: wheel pedal ride handlebars / helmet brake / courier.p Amsterdam childhood triathlon / scar generator / Wright.p fish.a thief.p memory suffrage bear.a
        spider: web legs fly.a silk / bite attic / cellar zookeeper.p Halloween gardener.p / superhero.p waterspout / solitaire perseverance Arachne.p roadster.v tarantella crab.a
        pencil: paper eraser write lead / sharpener drawing / architect.p exam carpenter.p desk.h / ear golf / diamond eyebrows skirt skyscraper Thoreau.p astronaut.p
        suitcase: travel clothes handle airport / hotel zipper / porter.p honeymoon attic train.v / divorce spy.p / bribe snail.a therapy drum.i president.p kangaroo.a
        pillow: bed.h sleep soft head / feathers dream / hotel hospital camper.p insomnia / tooth crying / lava airbag secrets ravioli.f Jacob.p sheep.a
        tent: camping poles canvas stakes / backpack campfire / circus scout.p wedding nomad.p / mosquito.a Everest / oxygen beer.f caterpillar.a politics Khayyam.p sofa.h
        cactus: desert spines sharp dry / sand green / cowboy.p windowsill Mexico florist.p / tequila.f camel.a / hug balloon hedgehog.a rainstick.i lipstick pincushion
        pocket: pants coins hand jacket / wallet hole / pickpocket.p tailor.p laundry allowance / watch kangaroo.a / billiards pita.f turbulence hamster.a veto resistance
        blanket: bed.h warm wool soft / baby.p sofa.h / picnic hospital airplane.v camper.p / fort firefighter.p / snow.w ban killjoy.p mulch smoke Linus.p
        cheese: milk.f mouse.a yellow holes / pizza.f wine.f / farmer.p France cellar market / mold goat.a / moon photographer.p feet crow.a Dali.p nightmares
        library: books shelf.h quiet reading / librarian.p card / homework scholar.p campus monastery / dust Alexandria / genes software Borges.p worms.a seeds memory
        kite: wind.w string sky flying / tail park / beach festival China schoolyard / surfer.p bamboo / hawk.a geometry fraud Marconi.p lightning.w bridge
        scissors: paper cut sharp blade / hair fabric / barber.p kindergarten surgeon.p ribbon / coupons censorship / wrestling crab.a Matisse.p Delilah.p umbilical silhouettes
        owl: night feathers eyes hooting / forest mouse.a / barn birdwatcher.p ranger.p moonlight / Halloween wizard.p / Athena.p insomnia euro spectacles turbine pussycat.a
        basket: picnic woven handle bread.f / laundry fruit.f / shopper.p weaver.p bicycle.v Easter / orphan.p kitten.a / ballooning Moses.p cobra.a currencies investing guillotine
        elevator: buttons floors building doors / skyscraper stairs / hotel hospital bellhop.p mine / claustrophobia silence / pitch shoes grain Einstein.p airplane.v Dahl.p
        """  # noqa: E501 - a table with one keyword a line
    ),
}
"""Words by split, keyword and level."""
