"""Conditions on what has an age: scores that grow stale, segments that were entered, and dates of events."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.conditions import Facts, Membership, evaluate, next_change
from journeydsl.conditions.words import condition_words
from journeydsl.model.conditions import (
    AccountFact,
    Aggregate,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Constant,
    Count,
    EventProperty,
    Ever,
    Function,
    HasBeenIn,
    InSegment,
    IsToday,
    Known,
    Last,
    Not,
    OneOf,
    Operator,
    Score,
    SinceEntry,
    Within,
)
from journeydsl.model.contacts import Event, ScoreValue, scores_told
from journeydsl.model.rules import Rhythm, Segment
from journeydsl.model.values import DAY, HOUR, Truth
from journeydsl.source import Span
from tests.cases.situations import parse_instant

NOON = parse_instant("2026-03-02 12:00")
CHURN = Score("churn", fresh_for=7 * DAY, minimum_confidence=0.6)
HIGH = Compare(CHURN, Operator.AT_LEAST, Constant(0.7))


def scored(score: ScoreValue | None, *, now: int = NOON) -> Facts:
    return Facts(now=now, scores={} if score is None else {"churn": score})


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (ScoreValue(0.7, 0.6, NOON - 7 * DAY), True),
        (ScoreValue(0.69, 0.6, NOON - 7 * DAY), False),
        (ScoreValue(0.7, 0.6, NOON - 7 * DAY - 1), None),
        (ScoreValue(0.7, 0.59, NOON), None),
        (ScoreValue(0.7, None, NOON), None),
        (ScoreValue(0.7, 0.6, None), None),
        (None, None),
    ],
)
def test_a_score_counts_where_it_is_fresh_and_sure(score: ScoreValue | None, expected: Truth) -> None:
    assert evaluate(HIGH, scored(score)) is expected
    assert evaluate(Known(CHURN), scored(score)) is (expected is not None)


def test_a_score_of_which_nothing_is_demanded_counts_as_it_is() -> None:
    assert evaluate(Compare(Score("churn"), Operator.AT_LEAST, Constant(0.7)), scored(ScoreValue(0.7))) is True


@pytest.mark.parametrize(
    "condition",
    [
        HIGH,
        Compare(Constant(0.7), Operator.LESS, CHURN),
        Known(CHURN),
        Not(OneOf(CHURN, (0.5, 0.7))),
        Aggregate(Function.SUM, "order", "total", None, Ever(), Operator.LESS, CHURN),
        Count("order", HIGH, Ever(), Operator.EQUAL, 0),
    ],
)
def test_a_condition_on_a_score_changes_when_the_score_grows_stale(condition: Condition) -> None:
    made_at = NOON - 2 * DAY
    facts = Facts(
        now=NOON, scores={"churn": ScoreValue(0.7, 0.9, made_at)}, history=[Event(id="1", name="order", at=0)]
    )
    assert next_change(condition, facts) == made_at + 7 * DAY + 1
    assert next_change(condition, Facts(now=NOON)) is None


def test_scores_are_put_together_of_what_is_told_of_them() -> None:
    told = {"churn": 0.5, "churn.at": NOON, "affinity": 1, "affinity.confidence": 0.25, "mood.confidence": 0.5}
    assert scores_told(told) == {"churn": ScoreValue(0.5, None, NOON), "affinity": ScoreValue(1.0, 0.25)}
    assert scores_told({"churn": 0.5}, confidence=1.0, made_at=NOON) == {"churn": ScoreValue(0.5, 1.0, NOON)}


SPAN = Span("rules.journey", 0, 0)
STEADY = Segment(name="steady", label="steady", condition=AllOf(()), span=SPAN)


def member(membership: Membership, *, now: int = NOON) -> Facts:
    return Facts(now=now, remembered={"steady": STEADY}, memberships={"steady": membership})


def entered(at: int, *, inside: bool = True, changed: bool = True) -> Membership:
    return Membership(inside=inside, since=at, changed=changed, said=True, seen_at=NOON)


@pytest.mark.parametrize(
    ("membership", "expected"),
    [
        (entered(NOON - 2 * DAY), True),
        (entered(NOON - 2 * DAY + 1), False),
        (entered(NOON - 2 * DAY, changed=False), True),
        (entered(NOON - 2 * DAY + 1, changed=False), None),
        (entered(NOON - 3 * DAY, inside=False), False),
        (entered(NOON, inside=False, changed=False), False),
    ],
)
def test_who_is_inside_has_been_for_as_long_as_is_known(membership: Membership, expected: Truth) -> None:
    assert evaluate(HasBeenIn("steady", 2 * DAY), member(membership)) is expected


def test_has_been_in_changes_once_that_long_has_gone_by() -> None:
    asked = HasBeenIn("steady", 2 * DAY)
    assert next_change(asked, member(entered(NOON - DAY))) == NOON + DAY
    assert next_change(asked, member(entered(NOON - 2 * DAY))) is None
    assert next_change(asked, member(entered(NOON - DAY, inside=False))) is None


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm.HOURLY, "2026-03-04 13:00"),
        (Rhythm.DAILY, "2026-03-05 00:00"),
        (Rhythm.WEEKLY, "2026-03-09 00:00"),
    ],
)
def test_a_segment_changes_at_the_refresh_that_follows_what_it_reads(rhythm: Rhythm, expected: str) -> None:
    segment = Segment(name="steady", label="steady", condition=HIGH, rhythm=rhythm, span=SPAN)
    facts = Facts(
        now=NOON,
        scores={"churn": ScoreValue(0.7, 0.9, NOON - 5 * DAY + HOUR // 2)},
        remembered={"steady": segment},
        memberships={"steady": entered(NOON - DAY)},
    )
    assert next_change(AnyOf((InSegment("steady"),)), facts) == parse_instant(expected)


def test_what_is_asked_of_an_event_can_change_with_its_dates() -> None:
    def order(number: int, delivery: date) -> Event:
        return Event(id=str(number), name="order", at=NOON - DAY, properties={"delivery": delivery})

    history = [order(1, date(2026, 3, 20)), order(2, date(2026, 3, 10))]
    soon = Count("order", Within(EventProperty("delivery"), 3 * DAY), Ever(), Operator.AT_LEAST, 1)
    today = Count("order", IsToday(EventProperty("delivery")), Last(30 * DAY), Operator.AT_LEAST, 1)
    assert next_change(soon, Facts(now=NOON, history=history)) == parse_instant("2026-03-07 00:00")
    assert next_change(today, Facts(now=NOON, history=history)) == parse_instant("2026-03-10 00:00")


@given(st.sampled_from([0, 1, -1]), st.integers(0, 10 * 24))
def test_nothing_changes_before_a_score_grows_stale(shift: int, hours: int) -> None:
    made_at = NOON - hours * HOUR + shift
    facts = scored(ScoreValue(0.7, 0.9, made_at))
    change = next_change(HIGH, facts)
    if change is None:
        assert evaluate(HIGH, facts) is None
    else:
        assert evaluate(HIGH, scored(facts.scores["churn"], now=change - 1)) is True
        assert evaluate(HIGH, scored(facts.scores["churn"], now=change)) is None


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (HasBeenIn("steady", 2 * DAY), "has been in steady for 2 days"),
        (HIGH, "score.churn >= 0.7"),
        (Known(AccountFact("plan")), "account.plan is known"),
        (
            Count(
                "message_opened",
                Compare(EventProperty("message"), Operator.EQUAL, Constant("hello")),
                SinceEntry(),
                Operator.AT_LEAST,
                1,
            ),
            "opened hello since entry",
        ),
    ],
)
def test_conditions_are_told_in_the_words_of_the_language(condition: Condition, words: str) -> None:
    assert condition_words(condition) == words


@pytest.mark.parametrize("remembered", [True, False])
def test_a_large_family_of_which_nothing_is_known_is_looked_at_once(remembered: bool) -> None:
    names = [f"member_{number}" for number in range(60)]
    segments = {
        name: Segment(
            name=name,
            label=name,
            condition=AllOf((HIGH, *(Not(InSegment(other)) for other in names[:place]))),
            family="family",
            span=SPAN,
        )
        for place, name in enumerate(names)
    }
    facts = Facts(
        now=NOON,
        segments={name: segment.condition for name, segment in segments.items()},
        remembered=segments if remembered else {},
        memberships=dict.fromkeys(names, Membership(False, NOON, False, False, NOON)) if remembered else {},
    )
    assert evaluate(InSegment(names[-1]), facts) is False
    assert next_change(InSegment(names[-1]), facts) is None
