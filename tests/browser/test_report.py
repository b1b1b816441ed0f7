"""The report in a browser: it is clicked through, walked through with the keyboard, and looked at in every dress."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal
from zlib import decompress

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.seen import SCREENSHOTS, Seen

Scheme = Literal["light", "dark"]


@pytest.fixture
def seen(browser: Browser, report: Path) -> Iterator[Seen]:
    context = browser.new_context(viewport={"width": 1360, "height": 900}, reduced_motion="reduce")
    opened = Seen(context, report.as_uri())
    yield opened
    context.close()
    assert opened.complaints == []


@pytest.fixture
def page(seen: Seen) -> Page:
    return seen.page


def test_a_click_on_a_step_shows_its_outcomes_by_reason(page: Page) -> None:
    step = page.locator("#step-welcome-welcome_hello")
    assert not step.is_visible()
    page.locator('.picture a[href="#step-welcome-welcome_hello"]').click()
    assert step.is_visible()
    assert "not subscribed" in step.inner_text()
    assert page.evaluate("document.activeElement.id") == "step-welcome-welcome_hello-heading"


def test_another_click_shows_another_step_instead(page: Page) -> None:
    page.locator('.picture a[href="#step-welcome-welcome_hello"]').click()
    page.locator('.picture a[href="#step-welcome-welcome_offer"]').click()
    assert page.locator(".step:visible").count() == 1
    assert page.locator("#step-welcome-welcome_offer").is_visible()


def test_the_graph_is_walked_with_the_keyboard_and_escape_leads_back_to_it(page: Page) -> None:
    link = page.locator('.picture a[href="#step-welcome-welcome_hello"]')
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("#step-welcome-welcome_hello").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#step-welcome-welcome_hello").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#step-welcome-welcome_hello"


def test_the_tab_key_comes_to_the_way_past_the_contents_first(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_can_be_seen(page: Page) -> None:
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_all_steps_can_be_shown_at_once(page: Page) -> None:
    page.get_by_role("button", name="Show all steps").first.click()
    journey = page.locator("#journey-welcome")
    assert journey.locator(".step:visible").count() == journey.locator(".step").count() > 3


def test_every_link_leads_somewhere(page: Page) -> None:
    broken = page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map((each) => each.getAttribute("href").slice(1))
           .filter((id) => !document.getElementById(decodeURIComponent(id)))"""
    )
    assert broken == []


def test_a_link_to_a_step_opens_it(browser: Browser, report: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{report.as_uri()}#step-welcome-welcome_offer")
    assert page.locator("#step-welcome-welcome_offer").is_visible()
    context.close()


def test_the_theme_is_chosen_and_taken_back(page: Page) -> None:
    def paper() -> object:
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    before = paper()
    page.get_by_role("button", name="Dark colours").click()
    dark = paper()
    page.get_by_role("button", name="Light colours").click()
    assert (before, dark, paper()) == ("rgb(255, 255, 255)", "rgb(15, 23, 42)", "rgb(255, 255, 255)")


def test_without_a_script_everything_can_be_read(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator(".step").count() > 3
    assert all(step.is_visible() for step in page.locator(".step").all())
    assert not page.get_by_role("button").first.is_visible()
    context.close()


def test_headings_have_no_gaps_and_nothing_is_without_a_name(page: Page) -> None:
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((each) => +each.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    nameless = page.evaluate(
        """[...document.querySelectorAll("a,button,table,section,nav,[role=region],[role=img],[role=group]")]
           .filter((each) => !(each.textContent.trim() || each.getAttribute("aria-label"))
             || (each.tagName === "TABLE" && !each.caption)
             || (each.tagName === "SECTION" && !document.getElementById(each.getAttribute("aria-labelledby")))
             || (each.tagName === "A" && each.closest("svg") && !each.getAttribute("aria-label")))
           .map((each) => each.outerHTML.slice(0, 90))"""
    )
    assert nameless == []
    twice = page.evaluate(
        """[...document.querySelectorAll("[id]")].map((each) => each.id)
           .filter((id, place, all) => all.indexOf(id) !== place)"""
    )
    assert twice == []


CONTRASTS = """
() => {
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parsed = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const [r, g, b, a = 1] = parsed(getComputedStyle(each).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const each of document.querySelectorAll("main *, header *, nav *")) {
    const said = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!said || each.closest("svg") || !each.checkVisibility()) continue;
    const [one, other] = [luminance(parsed(getComputedStyle(each).color)), luminance(behind(each))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${each.outerHTML.slice(0, 80)}`);
  }
  return found;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(browser: Browser, report: Path, scheme: Scheme) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.evaluate(CONTRASTS) == []
    context.close()


@pytest.mark.parametrize(
    ("name", "width", "scheme"), [("light", 1360, "light"), ("dark", 1360, "dark"), ("narrow", 375, "light")]
)
def test_a_screenshot_is_kept_and_shows_something(
    browser: Browser, report: Path, name: str, width: int, scheme: Scheme
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    seen = Seen(context, report.as_uri())
    SCREENSHOTS.mkdir(exist_ok=True)
    picture = seen.page.screenshot(path=SCREENSHOTS / f"report-{name}.png", full_page=True)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    assert seen.complaints == []
    assert colours(picture) > 20
    context.close()


def test_it_prints_on_paper_with_every_step(browser: Browser, report: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    seen = Seen(context, report.as_uri())
    SCREENSHOTS.mkdir(exist_ok=True)
    printed = seen.page.pdf(path=SCREENSHOTS / "report.pdf", format="A4", print_background=True)
    assert printed.startswith(b"%PDF")
    seen.page.emulate_media(media="print")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert all(step.is_visible() for step in seen.page.locator(".step").all())
    assert not seen.page.locator("nav").is_visible()
    assert seen.complaints == []
    context.close()


def colours(png: bytes) -> int:
    """How many different bytes the image data of a PNG holds: one or two where it is blank."""
    data, place = b"", 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    return len(set(decompress(data)))
