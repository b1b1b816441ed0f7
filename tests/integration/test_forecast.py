"""`journeydsl simulate --forecast`, from files to what is printed and written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from journeydsl.cli import run

PAGE = Path(__file__).parents[2] / "docs" / "forecast.md"
PERIOD = ("--from", "2026-04-01", "--to", "2026-05-31")
ARRIVING = "arrivals:\n  history: none\n  events: {signed_up: 6 per day}\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forecast") / "shop"
    assert run(["init", str(folder)]) == 0
    (folder.parent / "new.yaml").write_text(ARRIVING, encoding="utf-8")
    (folder.parent / "usual.yaml").write_text("", encoding="utf-8")
    return folder


def simulate(shop: Path, out: Path, assumed: str, *more: str) -> int:
    contacts = str(shop / "sample" / "contacts.csv")
    asked = ["simulate", str(shop), "--contacts", contacts, *PERIOD, "--out", str(out)]
    return run([*asked, "--forecast", str(shop.parent / assumed), *more])


def rows(path: Path, select: str) -> list[Any]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(select.replace("FILE", f"'{path}'")).fetchall()


def test_a_list_without_events_is_forecast_from_rates(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulate(shop, tmp_path, "new.yaml", "--seeds", "3") == 0
    said = capsys.readouterr()
    assert "Forecast: 3 runs, seeds 0 to 2" in said.out
    assert "opened by people" in said.out
    assert "deliverability: in the inbox, of sent" in said.out
    assert "responses.parquet" in said.err
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["run"]["events"] is None
    forecast = summary["forecast"]
    assert (forecast["seeds"], forecast["percentiles"]) == ([0, 1, 2], [5, 95])
    counts = forecast["counts"]
    assert counts["sent"]["low"] <= counts["sent"]["median"] <= counts["sent"]["high"]
    assert counts["sent"]["low"] < counts["sent"]["high"]
    delivered = counts["delivered"]["median"]
    assert 0 < counts["clicked"]["median"] <= counts["opened"]["median"] < counts["inbox"]["median"] <= delivered


def test_the_page_shows_what_is_printed(
    shop: Path, tmp_path: Path, accept: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.parent / "page.yaml").write_text(ARRIVING.replace("6 per day", "20 per day"), encoding="utf-8")
    assert simulate(shop, tmp_path, "page.yaml", "--seeds", "10") == 0
    said = capsys.readouterr().out
    text = PAGE.read_text(encoding="utf-8")
    shown = re.search(r"(test_forecast\.py -->\n```text\n)(.*?)```", text, re.DOTALL)
    assert shown is not None
    printed = said[said.index("Forecast: ") :]
    if accept:
        PAGE.write_text(text[: shown.start(2)] + printed + text[shown.end(2) :], encoding="utf-8")
    else:
        assert shown[2] == printed


def test_the_answers_are_those_of_the_first_run_and_of_its_sends(shop: Path, tmp_path: Path) -> None:
    assert simulate(shop, tmp_path, "new.yaml", "--seeds", "1") == 0
    columns = rows(tmp_path / "responses.parquet", "select column_name, column_type from (describe from FILE)")
    assert columns == [
        ("contact", "VARCHAR"),
        ("journey", "VARCHAR"),
        ("enrollment", "INTEGER"),
        ("step", "VARCHAR"),
        ("message", "VARCHAR"),
        ("sent", "TIMESTAMP WITH TIME ZONE"),
        ("provider", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("instant", "TIMESTAMP WITH TIME ZONE"),
        ("amount", "DOUBLE"),
    ]
    of_send = "contact, journey, enrollment, step, message"
    ends = "('delivered', 'soft_bounced', 'hard_bounced')"
    answered = f"select {of_send}, epoch_us(sent) from FILE where kind in {ends} order by all"
    sent = f"select {of_send}, epoch_us(instant) from FILE where outcome = 'sent' order by all"
    assert rows(tmp_path / "responses.parquet", answered) == rows(tmp_path / "decisions.parquet", sent)
    assert rows(tmp_path / "responses.parquet", "select count(*) from FILE where instant <= sent") == [(0,)]
    counts = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["forecast"]["counts"]
    kinds = rows(tmp_path / "responses.parquet", "select kind, count(*) from FILE where message != '' group by all")
    assert dict(kinds) == {
        kind: each["median"] for kind, each in counts.items() if each["median"] and kind not in ("sent", "revenue")
    }


def test_the_same_is_forecast_again(shop: Path, tmp_path: Path) -> None:
    events = ("--events", str(shop / "sample" / "events.csv"), "--seeds", "1", "--rejected", str(tmp_path / "rejected"))
    for name in ("one", "other"):
        assert simulate(shop, tmp_path / name, "usual.yaml", *events) == 0
    everything = "select columns(*)::varchar from FILE order by all"
    for table in ("responses.parquet", "decisions.parquet"):
        one = rows(tmp_path / "one" / table, everything)
        assert one
        assert one == rows(tmp_path / "other" / table, everything)


def test_explain_tells_what_was_forecast(shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(shop, tmp_path, "new.yaml", "--seeds", "1") == 0
    (shop.parent / "new.yaml").rename(shop.parent / "gone.yaml")
    clicked = "select contact from FILE where kind = 'clicked' order by all limit 1"
    ((contact,),) = rows(tmp_path / "responses.parquet", clicked)
    capsys.readouterr()
    assert run(["explain", str(tmp_path), "--contact", contact]) == 0
    story = capsys.readouterr().out
    seen = (("message_opened", "opened"), ("message_clicked", "clicked"), ("signed_up", ""))
    for event, kind in seen:
        if kind:
            until = f"select count(*) from FILE where contact = '{contact}' and kind = '{kind}'"
            ((number,),) = rows(tmp_path / "responses.parquet", until)
            assert story.count(f"  {event} (") == number
    sent = rows(
        tmp_path / "decisions.parquet",
        f"select count(*) from FILE where contact = '{contact}' and outcome = 'sent'",
    )
    assert [(story.count(" is sent  "),)] == sent
    (shop.parent / "gone.yaml").rename(shop.parent / "new.yaml")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--seeds", "3"), "`--seeds` repeats a forecast: say `--forecast FILE`, too"),
        ((), "missing `--events`; only a forecast (`--forecast FILE`) can do without"),
        (("--forecast", "nowhere.yaml"), "`nowhere.yaml` cannot be read"),
    ],
)
def test_what_does_not_go_together_is_refused(
    shop: Path, more: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["simulate", str(shop), "--contacts", str(shop / "sample" / "contacts.csv"), *PERIOD]
    assert run([*asked, *more]) == 2
    assert told in capsys.readouterr().err


def test_a_mistake_in_the_assumptions_is_shown_with_its_line(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.parent / "wrong.yaml").write_text("messages:\n  welcome_helo: {opened: 40%}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        simulate(shop, tmp_path, "wrong.yaml")
    assert left.value.code == 1
    said = capsys.readouterr().err
    assert "there is no message `welcome_helo`" in said
    assert "wrong.yaml:2:3" in said
    assert "did you mean `welcome_hello`?" in said
