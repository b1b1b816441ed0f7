"""The closed list of what can be wrong with a project: one kebab-case phrase a mistake, never reused."""

from enum import StrEnum


class Code(StrEnum):
    """The name of a kind of mistake; each has a page among `tests/cases/mistakes`."""

    # how it is written
    SYNTAX = "syntax"
    TABS = "tabs"
    INDENTATION = "indentation"
    UNCLOSED_TEXT = "unclosed-text"
    UNKNOWN_UNIT = "unknown-unit"
    MISSING_DEADLINE = "missing-deadline"
    BAD_LITERAL = "bad-literal"
    MISSING_COLON = "missing-colon"
    UNKNOWN_WORD = "unknown-word"
    FOREIGN_SIGN = "foreign-sign"
    QUOTES = "quotes"
    BAD_NAME = "bad-name"
    UNCLOSED_PARENTHESIS = "unclosed-parenthesis"
    LINE_ORDER = "line-order"
    TOO_DEEP = "too-deep"

    # the project file
    PROJECT_YAML = "project-yaml"
    PROJECT_KEY = "project-key"
    PROJECT_VALUE = "project-value"

    # names
    UNKNOWN_ATTRIBUTE = "unknown-attribute"
    UNKNOWN_EVENT = "unknown-event"
    UNKNOWN_PROPERTY = "unknown-property"
    UNKNOWN_SEGMENT = "unknown-segment"
    UNKNOWN_MESSAGE = "unknown-message"
    UNKNOWN_TOPIC = "unknown-topic"
    UNKNOWN_CHANNEL = "unknown-channel"
    UNKNOWN_CLASS = "unknown-class"
    UNKNOWN_JOURNEY = "unknown-journey"
    UNKNOWN_LABEL = "unknown-label"
    UNKNOWN_STEP = "unknown-step"
    UNKNOWN_REASON = "unknown-reason"
    UNKNOWN_STAGE = "unknown-stage"
    UNKNOWN_MEASURE = "unknown-measure"
    UNKNOWN_SCORE = "unknown-score"
    DUPLICATE_NAME = "duplicate-name"
    DUPLICATE_LINE = "duplicate-line"
    MISSING_LINE = "missing-line"

    # types and values
    TYPE_MISMATCH = "type-mismatch"
    NOT_IN_VALUE_SET = "not-in-value-set"
    SEGMENT_CYCLE = "segment-cycle"
    CONDITION_OUT_OF_PLACE = "condition-out-of-place"

    # what cannot work
    WEIGHTS = "weights"
    ZERO_LIMIT = "zero-limit"
    EMPTY_DURATION = "empty-duration"
    EMPTY_QUIET_HOURS = "empty-quiet-hours"
    NO_OPEN_HOUR = "no-open-hour"
    HOLDOUT_RANGE = "holdout-range"
    UNREACHABLE_STEP = "unreachable-step"
    INCOMPLETE_CHOOSE = "incomplete-choose"
    INCOMPLETE_BLOCK = "incomplete-block"
    JOURNEY_CYCLE = "journey-cycle"
    PAST_END = "past-end"
    KEY_WITHOUT_EVENT = "key-without-event"
    AGAIN_TOO_SHORT = "again-too-short"
    NOT_WHOLE_DAYS = "not-whole-days"
    OUT_OF_RANGE = "out-of-range"
    MISSING_IF_MISSING = "missing-if-missing"
    CONSTANT_CONDITION = "constant-condition"
    NEVER_OPEN = "never-open"
    GO_TO_BACKWARD = "go-to-backward"
    GO_TO_INSIDE = "go-to-inside"
    NO_START = "no-start"
    NO_STEPS = "no-steps"

    # messages
    MISSING_TEMPLATE = "missing-template"
    TEMPLATE_SYNTAX = "template-syntax"
    MISSING_FALLBACK = "missing-fallback"
    UNUSED_FALLBACK = "unused-fallback"
    UNKNOWN_MODULE = "unknown-module"
    NOT_SHOWN = "not-shown"
    EXPERIMENT_OUTSIDE_SPLIT = "experiment-outside-split"

    # offers
    UNKNOWN_OFFER = "unknown-offer"
    OFFER_FILE = "offer-file"
    MISSING_OFFER = "missing-offer"
    MISSING_IF_NOTHING_LEFT = "missing-if-nothing-left"
    UNKNOWN_BLOCKED = "unknown-blocked"

    # how a template is written in MJML
    UNKNOWN_COMPONENT = "unknown-component"
    UNKNOWN_COMPONENT_ATTRIBUTE = "unknown-component-attribute"
    COMPONENT_OUT_OF_PLACE = "component-out-of-place"
    UNCLOSED_COMPONENT = "unclosed-component"
    BETWEEN_COMPONENTS = "between-components"

    # what readers of a message could not read, see or follow
    MISSING_ALTERNATIVE_TEXT = "missing-alternative-text"
    VAGUE_LINK = "vague-link"
    BROKEN_LINK = "broken-link"
    LOW_CONTRAST = "low-contrast"
    MISSING_LANGUAGE = "missing-language"
    MISSING_TITLE = "missing-title"
    SEVERAL_CALLS_TO_ACTION = "several-calls-to-action"
    MISSING_UNSUBSCRIBE = "missing-unsubscribe"

    # scenarios
    SCENARIO_ORDER = "scenario-order"
    NO_EXPECTATION = "no-expectation"

    # from version to version
    STEP_GONE = "step-gone"
