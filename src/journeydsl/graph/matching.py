"""Which step of a new version of a journey is which step of an earlier one (law L30).

Steps are the same where a `moved` line says so; where they do the same, once in each version; where they are about the
same message, event or experiment, once in each; then, between neighbours that are the same, where they do the same, are
about the same or are alone of their kind; and last, where results call them the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from journeydsl.graph.chart import Chart
from journeydsl.graph.meaning import step_meaning
from journeydsl.graph.ways import ways
from journeydsl.model import steps
from journeydsl.model.journeys import Moved
from journeydsl.model.meaning import meaning, written
from journeydsl.model.steps import Step

Key = Callable[[Step], Hashable]


def match(old: Chart, new: Chart, moved: Sequence[Moved] = ()) -> Mapping[int, int]:
    """The node of `new` that each node of `old` has become, by index; those that are gone are left out. By `moved`
    lines several may become one."""
    matching = _Matching(old, new)
    matching.add_moved(moved)
    matching.add(len(old.nodes) - 1, len(new.nodes) - 1)
    for key in (_does, _name):
        matching.add_only_ones(range(len(old.nodes)), range(len(new.nodes)), key)
    matching.add_between_neighbours()
    matching.add_only_ones(range(len(old.nodes)), range(len(new.nodes)), lambda step: step.id)
    matching.add_between_neighbours()
    return matching.found


class _Matching:
    """The pairs found so far; `taken` are nodes of the new version, `left` those of the old that go nowhere."""

    def __init__(self, old: Chart, new: Chart) -> None:
        self.old, self.new = old, new
        self.found: dict[int, int] = {}
        self.taken: set[int] = set()
        self.left: set[int] = set()

    def add(self, before: int, after: int) -> None:
        """A pair, unless one of the two has a match."""
        if before not in self.found and before not in self.left and after not in self.taken:
            self.found[before] = after
            self.taken.add(after)

    def add_moved(self, moved: Iterable[Moved]) -> None:
        old, new = ({node.step.id: index for index, node in enumerate(chart.nodes)} for chart in (self.old, self.new))
        for line in moved:
            if line.old in old and line.new is None:
                self.left.add(old[line.old])
            elif line.old in old and line.new in new:
                self.found[old[line.old]] = new[line.new]

    def add_only_ones(self, before: Iterable[int], after: Iterable[int], key: Key) -> None:
        """Pairs of those without a match whose key nobody else among them has."""
        olds = _only_ones([(key(self.old.nodes[index].step), index) for index in before if self._is_free(index)])
        news = _only_ones([(key(self.new.nodes[index].step), index) for index in after if index not in self.taken])
        for said, index in olds.items():
            if said in news:
                self.add(index, news[said])

    def add_between_neighbours(self) -> None:
        """Pairs within blocks that are the same, from the outermost in."""
        pending = [(_block(self.old, 0, len(self.old.nodes)), _block(self.new, 0, len(self.new.nodes)))]
        while pending:
            before, after = pending.pop()
            self._add_in_block(before, after)
            for index in before:
                if index in self.found:
                    pending.extend(self._blocks_of(index, self.found[index]))

    def _add_in_block(self, before: Sequence[int], after: Sequence[int]) -> None:
        for olds, news in self._gaps(before, after):
            for key in (_does, _name):
                self._add_alongside(olds, news, key)
        for olds, news in self._gaps(before, after):
            self.add_only_ones(olds, news, _kind)

    def _add_alongside(self, before: Sequence[int], after: Sequence[int], key: Key) -> None:
        """Pairs of the same key next to a neighbour that is the same, the one that follows first, since what is ahead
        is what a contact waits for; then pairs in order, where both versions have as many of a key."""
        for olds, news in ((before[::-1], after[::-1]), (before, after)):
            for one, other in zip(olds, news, strict=False):
                if not self._are_free(one, other) or not self._have_same(one, other, key):
                    break
                self.add(one, other)
        groups = _grouped((key(self.old.nodes[each].step), each) for each in before if self._is_free(each))
        others = _grouped((key(self.new.nodes[each].step), each) for each in after if each not in self.taken)
        for said, group in groups.items():
            if len(group) == len(others.get(said, ())):
                for one, other in zip(group, others[said], strict=True):
                    self.add(one, other)

    def _gaps(self, before: Sequence[int], after: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
        """What stands between two neighbours that are the same, in both versions; neighbours that changed their order
        are none."""
        places = {index: place for place, index in enumerate(after)}
        anchors = _rising(
            [(place, places[self.found[each]]) for place, each in enumerate(before) if self.found.get(each) in places]
        )
        starts = [(-1, -1), *anchors]
        ends = [*anchors, (len(before), len(after))]
        for (old_start, new_start), (old_end, new_end) in zip(starts, ends, strict=True):
            yield list(before[old_start + 1 : old_end]), list(after[new_start + 1 : new_end])

    def _blocks_of(self, before: int, after: int) -> Iterator[tuple[list[int], list[int]]]:
        """The blocks of two steps that are the same, way by way."""
        olds, news = _ways(self.old, before), _ways(self.new, after)
        as_many = len(olds) == len(news)
        for place, (said, block) in enumerate(olds.items()):
            if said in news:
                yield block, news[said]
            elif as_many:
                yield block, list(news.values())[place]

    def _is_free(self, index: int) -> bool:
        return index not in self.found and index not in self.left

    def _are_free(self, before: int, after: int) -> bool:
        return self._is_free(before) and after not in self.taken

    def _have_same(self, before: int, after: int, key: Key) -> bool:
        return key(self.old.nodes[before].step) == key(self.new.nodes[after].step)


def _does(step: Step) -> Hashable:
    """What a step does, to the letter."""
    return written(step_meaning(step))


def _name(step: Step) -> Hashable:
    """What a step is about; for those that are about nothing by name, what they do."""
    match step:
        case steps.Send(message=name) | steps.StartJourney(journey=name) | steps.Call(webhook=name):
            return type(step), name
        case steps.WaitFor(event=name) | steps.Emit(event=name) | steps.Split(experiment=name):
            return type(step), name
        case steps.AddTo(list=name) | steps.RemoveFrom(list=name) | steps.UnsubscribeFrom(topic=name):
            return type(step), name
        case steps.Set(attribute=name) | steps.Offer(offers=name):
            return type(step), name
        case steps.WaitUntilAttribute(date=date):
            return type(step), date
        case (
            steps.Wait()
            | steps.WaitUntil()
            | steps.WaitUntilCondition()
            | steps.Choose()
            | steps.Repeat()
            | steps.Stop()
        ):
            return _does(step)


def _kind(step: Step) -> type:
    """Waits for a time are of one kind, and so are waits for something to happen."""
    match step:
        case steps.Wait() | steps.WaitUntil() | steps.WaitUntilAttribute():
            return steps.Wait
        case steps.WaitFor() | steps.WaitUntilCondition():
            return steps.WaitFor
        case _:
            return type(step)


def _block(chart: Chart, start: int, end: int) -> list[int]:
    """The nodes from `start` to `end` that stand in no block of one another."""
    block: list[int] = []
    while start < end:
        block.append(start)
        start = chart.nodes[start].end
    return block


def _ways(chart: Chart, index: int) -> dict[Hashable, list[int]]:
    """The blocks of a step, each by what leads into it."""
    node = chart.nodes[index]
    into = enumerate(node.edges[: len(ways(node.step))])
    inner = [(place, edge.target) for place, edge in into if index < edge.target < node.end]
    ends = [target for _, target in [*inner, (0, node.end)]][1:]
    names = _names_of_ways(node.step)
    return {
        names[place] if place < len(names) else place: _block(chart, target, end)
        for (place, target), end in zip(inner, ends, strict=True)
    }


def _names_of_ways(step: Step) -> list[Hashable]:
    """What leads into the blocks of a step, where that is more than their order."""
    match step:
        case steps.Choose(arms=arms):
            return [*(written(meaning(arm.condition)) for arm in arms), "otherwise"]
        case steps.Split(variants=variants):
            return [variant.name for variant in variants]
        case steps.Send(because=because):
            return ["sent", *(str(each.reason) for each in because), "not sent"]
        case _:
            return []


def _only_ones(said: Sequence[tuple[Hashable, int]]) -> dict[Hashable, int]:
    often = Counter(key for key, _ in said)
    return {key: index for key, index in said if often[key] == 1}


def _grouped(said: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for key, index in said:
        groups.setdefault(key, []).append(index)
    return groups


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given by rising first number, whose second numbers rise, too."""
    best: list[list[tuple[int, int]]] = []
    for pair in pairs:
        before = max((chain for chain in best if chain[-1][1] < pair[1]), key=len, default=[])
        best.append([*before, pair])
    return max(best, key=len, default=[])
