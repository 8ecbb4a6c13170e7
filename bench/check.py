"""How long it takes to check 10,000 quotations against 1,000 interviews of 8,000 words, on one core.

``python -m bench.check [QUOTATIONS [INTERVIEWS [WORDS]]]``. Most quotations are true, some edited, cut or invented.
"""

import random
import resource
import sys
import time
from collections import Counter

from coder.synthesis.check.material import Interview, Material, SpokenTurn
from coder.synthesis.check.quotations import Quotation
from coder.synthesis.check.verdicts import Checker

_WORDS, _LETTERS = 60_000, "abdefghijklmnoprstuvyåäö"
_INVENTED, _EDITED, _CUT = 0.1, 0.2, 0.1


def vocabulary(dice: random.Random) -> list[str]:
    return ["".join(dice.choices(_LETTERS, k=dice.randint(2, 11))) for _each in range(_WORDS)]


def interviews(dice: random.Random, number: int, length: int) -> list[list[str]]:
    """Words as often as in speech: the commonest make up most of it (Zipf's law)."""
    words = vocabulary(dice)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return [dice.choices(words, weights, k=length) for _each in range(number)]


def quoted(dice: random.Random, said: list[list[str]], number: int) -> list[Quotation]:
    made = []
    for _each in range(number):
        words = dice.choice(said)
        start, length = dice.randrange(len(words) - 40), dice.randint(8, 35)
        quote = words[start : start + length]
        fate = dice.random()
        if fate < _INVENTED:
            dice.shuffle(quote)
        elif fate < _INVENTED + _EDITED:
            quote[dice.randrange(length)] = "ersatt"
        elif fate < _INVENTED + _EDITED + _CUT:
            quote[3:5] = ["[…]"]
        made.append(Quotation(" ".join(quote)))
    return made


def main(number: int, sources: int, length: int) -> None:
    dice = random.Random(5)
    said = interviews(dice, sources, length)
    found = [Interview(f"i{n}", "IP: " + " ".join(words) + "\n", (SpokenTurn(1, 0),)) for n, words in enumerate(said)]
    quotations = quoted(dice, said, number)
    del said
    begun = time.process_time()
    verdicts = Counter((each.verdict, each.marked) for each in Checker(Material(tuple(found))).check(quotations))
    taken = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{number:,} quotations, {sources:,} interviews of {length:,} words: {taken:.1f} s, {memory:,.0f} MB")
    for (verdict, marked), times in verdicts.most_common():
        print(f"  {verdict}{', marked' if marked else ''}: {times:,}")


if __name__ == "__main__":
    main(*(int(each.replace(",", "")) for each in [*sys.argv[1:], *("10000", "1000", "8000")[len(sys.argv) - 1 :]]))
