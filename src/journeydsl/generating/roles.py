"""Which of a project's events plays which part in a life, by its name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What an event is in the life of a contact; the value is the name that it has most often."""

    SIGNED_UP = "signed_up"
    VIEWED = "product_viewed"
    FILLED_CART = "cart_updated"
    ORDERED = "order_placed"
    SHIPPED = "order_shipped"
    DELIVERED = "order_delivered"
    RETURNED = "order_returned"
    REVIEWED = "review_written"
    RENEWED = "membership_renewed"
    CANCELLED = "membership_cancelled"
    BEGAN = "planner_opened"
    USED = "feature_used"
    DOWNLOADED = "guide_downloaded"
    ASKED = "demo_requested"
    OPENED = "message_opened"
    CLICKED = "message_clicked"
    LEFT = "consent_withdrawn"


_ALSO = {
    Role.SIGNED_UP: "signup sign_up registered user_registered account_created subscribed newsletter_signup",
    Role.VIEWED: "page_viewed viewed_product browsed item_viewed category_viewed",
    Role.FILLED_CART: "cart_created added_to_cart cart_changed checkout_started cart_abandoned",
    Role.ORDERED: "order_completed order_created purchased purchase bought ordered order_paid",
    Role.SHIPPED: "shipped order_fulfilled order_sent",
    Role.DELIVERED: "delivered order_received",
    Role.RETURNED: "returned order_refunded refunded",
    Role.REVIEWED: "reviewed review_submitted product_rated",
    Role.RENEWED: "renewed subscription_renewed contract_renewed",
    Role.CANCELLED: "cancelled subscription_cancelled contract_cancelled churned",
    Role.BEGAN: "trial_started app_installed workspace_created product_activated",
    Role.USED: "logged_in session_started app_opened used",
    Role.DOWNLOADED: "content_downloaded whitepaper_downloaded lead_created webinar_attended",
    Role.ASKED: "meeting_booked contact_requested quote_requested",
}
_BUILT_IN = (Role.OPENED, Role.CLICKED, Role.LEFT)


def roles(events: Iterable[str]) -> dict[Role, str]:
    """The event of a project that plays each part, where there is one."""
    there = set(events)
    found: dict[Role, str] = {role: role.value for role in _BUILT_IN}
    for role in Role:
        names = (role.value, *_ALSO.get(role, "").split())
        name = next((name for name in names if name in there), None)
        if name is not None:
            found[role] = name
    return found
