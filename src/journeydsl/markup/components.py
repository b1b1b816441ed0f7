"""The components of MJML: what may stand in each, and which attributes it has.

From the documentation of MJML 4 and 5 (https://documentation.mjml.io), the same as `allowedAttributes` and the
dependencies of its reference implementation. `mj-include` is left out: a template never reaches for another file.
"""

from __future__ import annotations

from typing import NamedTuple

_PADDING = "padding padding-top padding-right padding-bottom padding-left"
_BORDER = "border border-top border-right border-bottom border-left border-radius"
_FONT = "color font-family font-size font-style font-weight letter-spacing line-height text-decoration text-transform"
_BACKGROUND = (
    "background-color background-url background-repeat background-size background-position background-position-x"
    " background-position-y"
)
_ICONS = (
    "font-family border icon-align icon-width icon-height icon-wrapped-url icon-wrapped-alt icon-unwrapped-url"
    " icon-unwrapped-alt icon-position"
)
_IN_COLUMNS = (
    "mj-accordion mj-button mj-carousel mj-divider mj-image mj-navbar mj-raw mj-social mj-spacer mj-table mj-text"
)
_EVERYWHERE = frozenset({"css-class", "mj-class", "id"})


class Component(NamedTuple):
    """`children` are the components that may stand in it; a `text` component holds HTML or words instead. Where `free`,
    whatever component or attribute stands in it is a default for others."""

    attributes: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    text: bool = False
    free: bool = False


def _of(attributes: str = "", children: str = "", *, text: bool = False, free: bool = False) -> Component:
    return Component(_EVERYWHERE.union(attributes.split()), frozenset(children.split()), text, free)


_SECTION = f"{_BACKGROUND} {_BORDER} direction full-width {_PADDING} text-align text-padding"

COMPONENTS: dict[str, Component] = {
    "mjml": _of("lang dir owa", "mj-head mj-body mj-raw"),
    "mj-head": _of("", "mj-attributes mj-breakpoint mj-font mj-html-attributes mj-preview mj-style mj-title mj-raw"),
    "mj-attributes": _of(free=True),
    "mj-breakpoint": _of("width"),
    "mj-font": _of("name href"),
    "mj-html-attributes": _of("", "mj-selector"),
    "mj-selector": _of("path", "mj-html-attribute"),
    "mj-html-attribute": _of("name", text=True),
    "mj-preview": _of(text=True),
    "mj-style": _of("inline", text=True),
    "mj-title": _of(text=True),
    "mj-body": _of("width background-color", "mj-section mj-wrapper mj-hero mj-raw"),
    "mj-wrapper": _of(_SECTION, "mj-section mj-hero mj-raw"),
    "mj-section": _of(_SECTION, "mj-column mj-group mj-raw"),
    "mj-group": _of("background-color direction vertical-align width", "mj-column mj-raw"),
    "mj-column": _of(
        f"background-color {_BORDER} direction inner-background-color inner-border inner-border-top inner-border-right"
        f" inner-border-bottom inner-border-left inner-border-radius {_PADDING} vertical-align width",
        _IN_COLUMNS,
    ),
    "mj-hero": _of(
        "mode height background-url background-width background-height background-position background-color"
        " border-radius inner-background-color inner-padding inner-padding-top inner-padding-right"
        f" inner-padding-bottom inner-padding-left {_PADDING} vertical-align width",
        _IN_COLUMNS,
    ),
    "mj-text": _of(
        f"align background-color container-background-color height {_FONT} {_PADDING} vertical-align", text=True
    ),
    "mj-button": _of(
        f"align background-color container-background-color {_BORDER} {_FONT} {_PADDING} height href name title rel"
        " target inner-padding text-align vertical-align width",
        text=True,
    ),
    "mj-image": _of(
        f"align alt href name src srcset sizes title rel target {_BORDER} container-background-color fluid-on-mobile"
        f" {_PADDING} width height max-height font-size usemap"
    ),
    "mj-divider": _of(f"border-color border-style border-width container-background-color {_PADDING} width align"),
    "mj-spacer": _of(
        f"border border-top border-right border-bottom border-left container-background-color {_PADDING} height width"
    ),
    "mj-table": _of(
        "align border cellpadding cellspacing container-background-color color font-family font-size font-weight"
        f" line-height {_PADDING} role table-layout vertical-align width",
        text=True,
    ),
    "mj-raw": _of("position", text=True),
    "mj-accordion": _of(f"container-background-color {_ICONS} {_PADDING}", "mj-accordion-element mj-raw"),
    "mj-accordion-element": _of(f"background-color {_ICONS}", "mj-accordion-title mj-accordion-text mj-raw"),
    "mj-accordion-title": _of(f"background-color {_FONT} {_PADDING}", text=True),
    "mj-accordion-text": _of(f"background-color {_FONT} {_PADDING}", text=True),
    "mj-carousel": _of(
        f"align border-radius container-background-color icon-width left-icon right-icon {_PADDING} thumbnails"
        " tb-border tb-border-radius tb-hover-border-color tb-selected-border-color tb-width",
        "mj-carousel-image",
    ),
    "mj-carousel-image": _of("alt href rel target title src thumbnails-src border-radius tb-border tb-border-radius"),
    "mj-navbar": _of(
        "align base-url hamburger ico-align ico-open ico-close ico-color ico-font-size ico-font-family"
        " ico-text-transform ico-padding ico-padding-left ico-padding-top ico-padding-right ico-padding-bottom"
        f" {_PADDING} ico-text-decoration ico-line-height",
        "mj-navbar-link mj-raw",
    ),
    "mj-navbar-link": _of(f"{_FONT} href name target rel {_PADDING}", text=True),
    "mj-social": _of(
        f"align border border-radius container-background-color {_FONT} icon-size icon-height icon-padding"
        f" inner-padding mode {_PADDING} table-layout text-padding vertical-align",
        "mj-social-element mj-raw",
    ),
    "mj-social-element": _of(
        f"align icon-position background-color border border-radius {_FONT} href icon-size icon-height icon-padding"
        f" name {_PADDING} text-padding rel src srcset sizes alt title target vertical-align",
        text=True,
    ),
}
