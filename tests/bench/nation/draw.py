"""Draws of chance that depend on nothing but a seed and what they are for: the
same person has the same story in a nation of any size, on any machine."""

import random


class Draw:
    """Draws for one thing, such as Draw(7, "home", 2990001)."""

    def __init__(self, *what):
        self.next = random.Random("/".join(map(str, what))).random   # the one method that is fixed for good

    def below(self, limit):
        return int(self.next() * limit)

    def between(self, least, most):
        return least + self.below(most - least + 1)

    def chance(self, share):
        return self.next() < share

    def near(self, value, share):
        """VALUE, give or take at most SHARE of it."""
        return value * (1 + share * (2 * self.next() - 1))

    def pick(self, values):
        return values[self.below(len(values))]
