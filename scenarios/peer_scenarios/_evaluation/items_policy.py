def paper_items():
    raise NotImplementedError


def draw_items(draws, n, *, split):
    raise NotImplementedError


EXAMPLES = {}
