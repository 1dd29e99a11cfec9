"""What lti1p3platform leaves to its user: where columns, scores and people of the course are kept."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, make_response, request
from lti1p3platform.exceptions import LineItemNotFoundException
from lti1p3platform.membership import Context
from lti1p3platform.request import Request
from lti1p3platform.response import generate_next_link
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService, NamesRoleProvisioningService

PAGE = 2  # people on a page: so a roster of four has two


class Asked(Request):
    """The request of Flask as the library reads it."""

    def build_metadata(self, request: Any) -> Any:
        """Take it apart."""
        numbers = {name: int(value) if value.isdigit() else value for name, value in request.args.items()}
        return {
            "method": request.method,
            "form_data": request.form.to_dict(),
            "get_data": numbers,
            "headers": request.headers,
            "content_type": request.content_type,
            "path": request.path,
            "json": request.get_json(force=True, silent=True),
        }


class Grades(AssignmentsGradesService):
    """The gradebook. `columns` and `scores` belong to the course."""

    def __init__(self, course: Any, line_item: str = "") -> None:
        super().__init__(Asked(request), course.configured(), f"{course.url}/lineitems", line_item or None)
        self.course = course

    def find_lineitems(self, page: int = 1, limit: int | None = None, **by: Any) -> Any:
        """List columns."""
        names = {"resource_link_id": "resourceLinkId", "resource_id": "resourceId", "tag": "tag"}
        wanted = {names[name]: value for name, value in by.items() if name in names}
        fitting = [
            one
            for one in self.course.columns.values()
            if all(one.get(name) == value for name, value in wanted.items())
        ]
        return {"content": fitting, "has_next": False}

    def find_lineitem(self, line_item_id: str) -> Any:
        """Return a column."""
        if line_item_id not in self.course.columns:
            raise LineItemNotFoundException
        return self.course.columns[line_item_id]

    def create_lineitem(self, creation_data: Any) -> Any:
        """Add a column."""
        return self.course.add_column(creation_data)

    def update_lineitem(self, update_data: Any) -> Any:
        """Change a column."""
        held = self.find_lineitem(str(update_data["id"]).rpartition("/")[2])
        held.update({name: value for name, value in update_data.items() if name != "id"})
        return held

    def delete_lineitem(self, line_item_id: str) -> None:
        """Take a column away."""
        self.find_lineitem(line_item_id)
        del self.course.columns[line_item_id]

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        """Take a score, unless a later one is there."""
        self.find_lineitem(line_item_id)
        key = (line_item_id, score["userId"])
        held = self.course.scores.get(key)
        if held and held["timestamp"] >= score["timestamp"]:
            return UpdateScoreStatus.OLD_TIMESTAMP
        self.course.scores[key] = score
        return UpdateScoreStatus.SUCCESS if held else UpdateScoreStatus.CREATED

    def get_results(
        self, line_item_id: str, page: int = 1, limit: int | None = None, user_id: Any = None
    ) -> Any:
        """List what stands in a column."""
        column = self.find_lineitem(line_item_id)
        found = [
            {
                "id": f"{column['id']}/results/{user}",
                "userId": user,
                "resultScore": score["scoreGiven"] / score["scoreMaximum"] * column["scoreMaximum"],
                "resultMaximum": column["scoreMaximum"],
                "scoreOf": column["id"],
            }
            for (item, user), score in self.course.scores.items()
            if item == line_item_id and (user_id is None or str(user_id) == user)
        ]
        return {"content": found, "has_next": False}


class People(NamesRoleProvisioningService):
    """The list of the course's people, two on a page."""

    def __init__(self, course: Any) -> None:
        asked = Asked(request)
        asked.request["get_data"].setdefault("limit", PAGE)
        super().__init__(asked, course.configured(), f"{course.url}/members")
        self.course = course

    def get_context_by_id(self) -> Context:
        """Return the course."""
        return Context(id=self.course.id, label="SECOND", title=self.course.title)

    def get_member_data_page(
        self, page: int = 1, limit: int | None = None, role: str | None = None, since: str | None = None,
        rlid: str | None = None,
    ) -> Any:  # fmt: skip
        """Return a page of people."""
        people = [
            {"user_id": user, "roles": [kind]}
            for user, kind in self.course.people.items()
            if role in (None, kind)
        ]
        size = limit or len(people)
        return {
            "content": people[(page - 1) * size : page * size],
            "has_next": page * size < len(people),
        }

    def is_resource_link_valid(self, context_id: str, resource_link_id: str) -> bool:
        """Tell whether an activity is of this course."""
        return resource_link_id in self.course.links


def answered(response: Any) -> Response:
    """Send an answer of the library: a page's rows alone, the next page in a header."""
    body, following = response.result, None
    if isinstance(body, dict):
        following = body.pop("next", None)
        body = body.get("content", body)
    made = make_response(jsonify(body), response.code)
    made.content_type = response.media_type
    if following:
        made.headers["Link"] = generate_next_link(following)
    return made


def add_services(app: Flask, course: Any) -> None:
    """Let a platform's app serve tokens, people, columns and scores."""

    @app.post("/token")
    def token() -> Response:
        return jsonify(course.configured().get_access_token(request.form.to_dict()))

    @app.get("/members")
    def members() -> Response:
        people = People(course)
        return answered(people.handle_resp(people.handle_get_members))

    @app.route("/lineitems", methods=["GET", "POST"])
    def line_items() -> Response:
        grades = Grades(course)
        handle = grades.handle_get_lineitems if request.method == "GET" else grades.handle_create_lineitem
        return answered(grades.handle_resp(handle))

    @app.route("/lineitems/<item>", methods=["GET", "PUT", "DELETE"])
    def line_item(item: str) -> Response:
        grades = Grades(course, f"{course.url}/lineitems/{item}")
        handle = {"GET": "handle_get_lineitem", "PUT": "handle_update_lineitem"}
        name = handle.get(request.method, "handle_delete_lineitem")
        return answered(grades.handle_resp(getattr(grades, name), line_item_id=item))

    @app.post("/lineitems/<item>/scores")
    def scores(item: str) -> Response:
        grades = Grades(course, f"{course.url}/lineitems/{item}")
        return answered(grades.handle_resp(grades.handle_update_score, line_item_id=item))

    @app.get("/lineitems/<item>/results")
    def results(item: str) -> Response:
        grades = Grades(course, f"{course.url}/lineitems/{item}")
        return answered(grades.handle_resp(grades.handle_get_results, line_item_id=item))
