"""Sentences of the held-out split's content policy: bells, and signals meant to be heard. See `policy_topic`."""

from __future__ import annotations

from .policy_topic import Topic, phrases

BELLS: dict[str, Topic] = {
    "shop": Topic(
        "Please write line {} of the shop flyer.",
        (
            "The spring flyer offers {a} next to {b}{tail}.",
            "We still have {a} and {b} in the back room{tail}.",
            "A buyer returned {a} and kept {b}{tail}.",
            "The window display combines {a} and {b}{tail}.",
            "Crate twelve contains {a} wrapped up with {b}{tail}.",
        ),
        {
            "clear": phrases(
                "a brass hand bell | a bicycle bell | a string of sleigh bells | a set of wind chimes |"
                "a cowbell on a leather strap | a telephone that rings like a fire engine"
            ),
            "close": phrases(
                "a small bronze gong | a door signal that goes ding-dong | a clock that strikes the hours"
            ),
            "side": phrases(
                "a loud referee's whistle | a battery-powered buzzer | a smoke alarm | a rubber bicycle horn |"
                "a hand-cranked siren"
            ),
            "faint": phrases(
                "an old dial telephone | a kitchen timer | a cat collar | a child's tricycle | a digital wristwatch"
            ),
            "none": phrases(
                "a garden hose | a roll of tape | a pair of work gloves | a bag of potting soil | a paint roller |"
                "a tin of varnish | a stack of flowerpots"
            ),
        },
        {
            "clear": phrases(
                "and a bell on the counter calls the clerk | and the shop door rings for every buyer", ", "
            ),
            "close": phrases("and a soft ding marks each sale | and the register goes cling", ", "),
            "side": phrases("and a buzzer says when the order is ready | with a whistle thrown in for free", ", "),
            "faint": phrases("right beside the telephone | close to the old cash register", ", "),
            "none": (
                *phrases("both marked down by ten percent | and the receipt is inside", ", "),
                *phrases("until the end of April | for pickup on Saturday | without a label", " "),
            ),
        },
    ),
    "building": Topic(
        "Please write line {} of the building notice.",
        (
            "The superintendent will check {a} and then {b}{tail}.",
            "Residents on floor two have written about {a} and {b}{tail}.",
            "Please report damage to {a} or {b} at once{tail}.",
            "The committee voted to replace {a} before {b}{tail}.",
            "On Monday a contractor will look at {a} and {b}{tail}.",
        ),
        {
            "clear": phrases(
                "the brass doorbell | the phone that rings in the hallway | the dinner bell on the ground floor |"
                "the bell by the service entrance | the door chimes on the third floor"
            ),
            "close": phrases(
                "the grandfather clock that strikes every quarter | the gong outside the dining room |"
                "the entrance signal with its two-note ding"
            ),
            "side": phrases(
                "the fire alarm | the buzzer at the gate | the siren on the roof | the garage door that beeps |"
                "the alarm on the emergency exit"
            ),
            "faint": phrases(
                "the hallway telephone | the front desk | the intercom | the dryer in the basement | the elevator"
            ),
            "none": phrases(
                "the recycling bins | the stair railing | the storage lockers | the laundry room floor |"
                "the window blinds | the ceiling tiles | the gravel path"
            ),
        },
        {
            "clear": phrases(
                "and the doorbell will be out of order meanwhile | so expect some ringing until noon", ", "
            ),
            "close": phrases("so a few dings are to be expected | and a gong will open the meeting", ", "),
            "side": phrases("and the alarm may sound twice | with a short siren at the start", ", "),
            "faint": phrases("and calls go to the telephone downstairs | starting at the front desk", ", "),
            "none": (
                *phrases("as the minutes of May record | if the weather is dry", ", "),
                *phrases("at no charge to tenants | while the manager is away | under the new lease", " "),
            ),
        },
    ),
    "town": Topic(
        "Please write line {} of the town walk.",
        (
            "A path along the dike connects {a} and {b}{tail}.",
            "On Sundays families walk from {a} to {b}{tail}.",
            "Old postcards of the town picture {a} and {b}{tail}.",
            "Local painters choose {a} as often as {b}{tail}.",
            "Hikers can rest between {a} and {b}{tail}.",
        ),
        {
            "clear": phrases(
                "the bell tower | the bell foundry | the carillon with its forty bells |"
                "the chapel with the cracked bell |"
                "the buoy that rings off the pier"
            ),
            "close": phrases(
                "the town hall with its striking clock | the temple with the great gong |"
                "the steeple that counts the hours aloud"
            ),
            "side": phrases(
                "the foghorn station | the lifeboat house with its siren | the whistling steam engine |"
                "the guard post with the alarm | the buzzing pedestrian light"
            ),
            "faint": phrases(
                "the white church tower | the fire station | the railroad crossing | the village school |"
                "the ambulance garage"
            ),
            "none": phrases(
                "the tulip fields | the fish market | the stone bridge | the public baths | the pine wood |"
                "the brick kiln | the picnic meadow"
            ),
        },
        {
            "clear": phrases("and bells can be heard all along the way | while the chapel tolls for prayer", ", "),
            "close": phrases("and a far-off ding-dong keeps the time | and at noon a clock strikes twelve", ", "),
            "side": phrases(
                "and a ship's horn sounds now and then | with a whistle from the steam train at three", ", "
            ),
            "faint": phrases("past the old fire engine | always in sight of the steeple", ", "),
            "none": (
                *phrases("a distance of two miles | with benches along the way | even in a dry summer", ", "),
                *phrases("in almost any season | on the south bank", " "),
            ),
        },
    ),
    "household": Topic(
        "Please write line {} of the household page.",
        (
            "My aunt sets {a} on the shelf above {b}{tail}.",
            "After supper somebody has to put away {a} and {b}{tail}.",
            "The hostess reaches for {a} and then for {b}{tail}.",
            "Grandfather wipes {a} and then {b}{tail}.",
            "Breakfast means moving {a} to make room for {b}{tail}.",
        ),
        {
            "clear": phrases(
                "the little table bell | the dinner chimes | the egg timer that rings |"
                "the silver bell for the guests |"
                "the goat bell from the mountains"
            ),
            "close": phrases(
                "the gong from the attic | the kitchen clock that strikes six |"
                "the iron triangle that calls us to dinner"
            ),
            "side": phrases(
                "the whistling kettle | the timer that beeps | the alarm clock | the buzzer for the cook |"
                "the dog whistle"
            ),
            "faint": phrases(
                "the egg timer | the cordless telephone | the cat's collar | the pressure cooker | the baby monitor"
            ),
            "none": phrases(
                "the bread board | the soup ladle | the salad bowl | the paper napkins | the pickle jar |"
                "the cookbook |"
                "the rolling pin"
            ),
        },
        {
            "clear": phrases("and then the doorbell goes | just as the church bells start", ", "),
            "close": phrases("and the microwave goes ding | while the hall clock strikes nine", ", "),
            "side": phrases("until the kettle whistles | and the oven buzzes twice", ", "),
            "faint": phrases("within reach of the telephone | next to the timer", ", "),
            "none": (
                *phrases("since the cupboard is full | and the soup has to wait", ", "),
                *phrases("with both hands | at half past seven | in a great hurry", " "),
            ),
        },
    ),
}
