"""The text part that is made of HTML."""

from __future__ import annotations

import pytest

from journeydsl.markup import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello <b>Ann</b>,</p><p>good day.</p>", "Hello Ann,\n\ngood day.\n"),
        ('<p>See <a href="https://a.example/x">the <i>guide</i></a>.</p>', "See the guide (https://a.example/x).\n"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example\n"),
        ('Write to <a href="mailto:a@b.example">a@b.example</a>', "Write to a@b.example\n"),
        ('<a href="https://a.example"><img src="x.png" alt="Shop"></a>', "Shop (https://a.example)\n"),
        ('<a href="#top">Up</a>', "Up\n"),
        ("<ul><li>one<li>two</ul><p>three", "- one\n- two\n\nthree\n"),
        ("<ol><li>one</li><li><p>two</p></li></ol>", "1. one\n2. two\n"),
        ("<ul><li>one<ul><li>in it</li></ul></li></ul>", "- one\n\n  - in it\n"),
        ('<div style="display:none">inbox only</div><p>seen</p>', "seen\n"),
        ('<div style="max-height:0px;overflow:hidden">inbox only</div><p>seen</p>', "seen\n"),
        ("<head><title>T</title><style>p{}</style></head><script>1</script><p>seen</p>", "seen\n"),
        ("<!--[if mso]><p>Outlook</p><![endif]--><p>seen</p>", "seen\n"),
        ("<p>a\n  b&nbsp;c<br>d</p>", "a b c\nd\n"),
        ("<table><tr><td><div>one</div></td></tr><tr><td>two</td></tr></table>", "one\n\ntwo\n"),
        ("<p>&#847;&zwnj; </p>", ""),
        ("", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert text_of(html) == text
