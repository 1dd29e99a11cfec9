"""What the tables that hold something of a person are called on a page."""

from __future__ import annotations

from flask_babel import gettext


def table_name(name: str) -> str:
    """Return what a table holds; a new table's own name until somebody finds words."""
    names = {
        "person": gettext("the platform's identifier of the person"),
        "launch_session": gettext("visits of the last hours"),
        "attempt": gettext("tries at quizzes, with answers and results"),
        "check_answer": gettext("answers to self-checks and ways through scenarios"),
        "unit_progress": gettext("units with how far the person is"),
        "unit_responses": gettext("own texts, ticks, ratings and votes"),
        "language_choice": gettext("chosen language"),
        "unit_visit": gettext("units opened in courses"),
        "outbox_score": gettext("grades sent to the platform's gradebook, or on their way"),
        "course_member": gettext("courses where the platform lists the person"),
    }
    return str(names.get(name, name))
