"""Sentences of the train split's content policy: mirrors, reflections, and what shines. See `policy_topic`."""

from __future__ import annotations

from .policy_topic import Topic, phrases

MIRRORS: dict[str, Topic] = {
    "catalog": Topic(
        "Draft one sentence for entry {} of the catalog.",
        (
            "This month the store ships {a} together with {b}{tail}.",
            "Customers who bought {a} often add {b}{tail}.",
            "The second page of the leaflet puts {a} beside {b}{tail}.",
            "The starter set pairs {a} with {b}{tail}.",
            "Our showroom team placed {a} across from {b}{tail}.",
        ),
        {
            "clear": phrases(
                "a round wall mirror | a folding hand mirror | a full-length dressing mirror | a set of mirror tiles |"
                "a makeup mirror on a stand | a cabinet with mirrored doors"
            ),
            "close": phrases(
                "a kettle you can see your face in | a tabletop that gives back every face above it |"
                "a closet door in which the room appears twice"
            ),
            "side": phrases(
                "a polished brass lamp | a gleaming chrome faucet | a high-gloss cabinet | a shiny steel tray |"
                "a glittering glass vase"
            ),
            "faint": phrases(
                "a stainless steel sink | a glass coffee table | a marble shelf | a silver picture frame |"
                "a chrome towel bar"
            ),
            "none": phrases(
                "a wool blanket | an oak bench | a cotton apron | a wicker basket | a linen curtain | a clay pot |"
                "a canvas laundry bag"
            ),
        },
        {
            "clear": phrases(
                "so that the reflection of the window fills the wall | and a mirror is suggested as the third piece",
                ", ",
            ),
            "close": phrases(
                "and shoppers see their own faces on the way in | and the window seems to hang there twice", ", "
            ),
            "side": phrases("and both shine after a single wipe | and the whole corner gleams", ", "),
            "faint": phrases("right below a sunny skylight | close to the big shop window", ", "),
            "none": (
                *phrases("and both fit into one box | with free delivery in June | which saves a second trip", ", "),
                *phrases("at a lower price | for as long as stocks last", " "),
            ),
        },
    ),
    "office": Topic(
        "Draft one sentence for item {} of the office news.",
        (
            "The caretaker moved {a} next to {b}{tail}.",
            "Facilities asked for {a} and {b} on the third floor{tail}.",
            "Before the visitors came, two colleagues carried {a} past {b}{tail}.",
            "The inventory lists {a} right after {b}{tail}.",
            "For the reception area we kept {a} and {b}{tail}.",
        ),
        {
            "clear": phrases(
                "the long mirror by the elevators | the mirror from the coat rack | the mirrored partition |"
                "two small desk mirrors | the convex mirror from the garage ramp"
            ),
            "close": phrases(
                "the glass panel that shows people their own faces | the dark screen with the whole room in it |"
                "the picture glass in which you meet your own eyes"
            ),
            "side": phrases(
                "the shiny nameplate | the polished conference table | the gleaming espresso machine |"
                "the glossy black cabinet | the sparkling trophy"
            ),
            "faint": phrases(
                "the glass whiteboard | the steel filing cabinet | the big monitor | the marble counter |"
                "the window pane"
            ),
            "none": phrases(
                "the paper shredder | the gray carpet | the stack of folders | the potted fern | the cork pinboard |"
                "the canvas chair | the box of envelopes"
            ),
        },
        {
            "clear": phrases(
                "where the reflection of the lamps reaches the hallway | where a mirror had been until May", ", "
            ),
            "close": phrases(
                "where all who pass now see their own faces | where the lamps seem to hang a second time", ", "
            ),
            "side": phrases(
                "where everything shines after the cleaning | and that corner has gleamed ever since", ", "
            ),
            "faint": phrases("right under the spotlights | where the afternoon sun comes in", ", "),
            "none": (
                *phrases("as agreed in the weekly meeting | and the invoice came on Tuesday", ", "),
                *phrases("on Friday | for the rest of the quarter | at no extra cost", " "),
            ),
        },
    ),
    "travel": Topic(
        "Draft one sentence for stop {} of the travel guide.",
        (
            "The tour takes us past {a} and {b}{tail}.",
            "From the terrace you look down on {a} and {b}{tail}.",
            "Our route on day three takes in {a} and {b}{tail}.",
            "The brochure praises {a} ahead of {b}{tail}.",
            "Most visitors remember {a} longer than {b}{tail}.",
        ),
        {
            "clear": phrases(
                "the hall of mirrors in the old palace | the mirror maze on the pier | the long reflecting pool |"
                "the street of the mirror makers | the famous reflection of the chapel in the canal"
            ),
            "close": phrases(
                "the pond that holds the whole sky | the bay in which every sail appears twice |"
                "the canal with its upside-down houses"
            ),
            "side": phrases(
                "the gleaming copper domes | the glittering office tower | the shimmering salt flats |"
                "the polished granite steps | the shiny bronze lions"
            ),
            "faint": phrases(
                "the still lake | the frozen pond | the glass pavilion | the goldsmith's shop window |"
                "the steel footbridge"
            ),
            "none": phrases(
                "the herb market | the wooden windmill | the hillside vineyard | the village bakery |"
                "the sandy footpath |"
                "the sheep farm | the railway depot"
            ),
        },
        {
            "clear": phrases(
                "and the evening lights are mirrored in the water | with the best reflections before breakfast", ", "
            ),
            "close": phrases(
                "and the river shows every cloud a second time | and the sky lies in the water below", ", "
            ),
            "side": phrases("and the rooftops shine in between | where the water sparkles until dusk", ", "),
            "faint": phrases("along the smooth river | with sun on the water", ", "),
            "none": (
                *phrases("with a stop for lunch | both within walking distance | although the path is steep", ", "),
                *phrases("before the bus leaves at four | on a free half day", " "),
            ),
        },
    ),
    "kitchen": Topic(
        "Draft one sentence for recipe {} of the kitchen pages.",
        (
            "The cook sets {a} beside {b}{tail}.",
            "Our evening class begins with {a} and {b}{tail}.",
            "Set {a} on the counter, then fetch {b}{tail}.",
            "For step one, have {a} and {b} at hand{tail}.",
            "In the end there should be {a} in front of {b}{tail}.",
        ),
        {
            "clear": phrases(
                "a cake with a mirror glaze | a tray with a mirrored base | a dessert on a small round mirror |"
                "a ladle with a mirror finish | a plate that reflects the candles"
            ),
            "close": phrases(
                "a spoon with your upside-down face in it | a pot lid that shows the whole kitchen again |"
                "a dark glaze you can see your nose in"
            ),
            "side": phrases(
                "a shiny copper pan | a polished serving fork | a gleaming kettle | a glossy chocolate cake |"
                "a glistening cherry tart"
            ),
            "faint": phrases(
                "a sheet of aluminum foil | a steel bowl | a glass jug | a silver teapot | a chrome toaster"
            ),
            "none": phrases(
                "a bag of flour | a wooden spoon | a bunch of parsley | a clay casserole | a linen towel |"
                "a bowl of peeled potatoes | a jar of lentils"
            ),
        },
        {
            "clear": phrases(
                "and the lamp is mirrored in the icing | with a clear reflection on the top of the sauce", ", "
            ),
            "close": phrases(
                "and guests find their own faces on the plate | and the lamp hangs in the sauce as well", ", "
            ),
            "side": phrases("and let the icing turn glossy | until everything on the table gleams", ", "),
            "faint": phrases("right below the bright lamp | beside the sunny window", ", "),
            "none": (
                *phrases("and turn the oven to medium | which takes about ten minutes", ", "),
                *phrases("while the dough rests | well before the guests arrive | as on the evening before", " "),
            ),
        },
    ),
}
