"""The icons of the nodes: SVG paths in a box of 16 by 16, drawn as outlines."""

from __future__ import annotations

ICONS = {
    "start": "M5 3.5v9l7.5-4.5z",
    "send": "M2 4h12v8.5H2z M2.3 4.4 8 9l5.7-4.6",
    "sms": "M2.5 3h11v7.5h-6L4.5 13v-2.5h-2z",
    "push": "M4 11V7a4 4 0 0 1 8 0v4l1.2 1H2.8z M6.7 12.2a1.4 1.4 0 0 0 2.6 0",
    "wait": "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z M8 4.5V8l2.4 1.6",
    "wait_for": "M4 2.5h8 M4 13.5h8 M5 2.5v2.2L8 8l3-3.3V2.5 M5 13.5v-2.2L8 8l3 3.3v2.2",
    "choose": "M8 2l6 6-6 6-6-6z",
    "split": "M8 14V9 M8 9 3.5 3 M8 9l4.5-6 M3 5.6 3.5 3 6 3.8 M13 5.6 12.5 3 10 3.8",
    "set": "M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4z M9.4 4.4l2.2 2.2",
    "repeat": "M13 6.5A5.2 5.2 0 1 0 13.2 9 M13.4 3.2v3.5H9.9",
    "emit": "M9 2 4 9h3.6L7 14l5-7H8.4z",
    "call": "M9 2.5h4.5V7 M13.5 2.5l-6 6 M11.5 9v4.5h-9v-9H7",
    "start_journey": "M3 3.5v9l5-4.5z M9 3.5v9l5-4.5z",
    "list": "M3 4h1 M6 4h7.5 M3 8h1 M6 8h7.5 M3 12h1 M6 12h7.5",
    "offer": "M2.5 6.5h11v7h-11z M2 4h12v2.5H2z M8 4v9.5 M8 4C6.5 1 3.5 2 5 4 M8 4c1.5-3 4.5-2 3 0",
    "unsubscribe": "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z M3.8 3.8l8.4 8.4",
    "mark": "M2.5 3.5h7L13.5 8l-4 4.5h-7z",
    "go_to": "M2.5 5h6a4 4 0 0 1 4 4v4 M9.8 10.4l2.7 2.7 2.7-2.7",
    "stop": "M3.5 3.5h9v9h-9z",
    "completed": "M4 14V2.5 M4 3h8.5l-2 2.75 2 2.75H4",
}
