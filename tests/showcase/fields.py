"""The forms of a page, as a browser without JavaScript would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTS = {"text", "search", "tel", "textarea"}
TYPED = {
    "email": "camille@exemple.test",
    "url": "https://exemple.test/",
    "number": "7",
    "date": "2030-01-02",
    "time": "10:00",
    "datetime-local": "2030-01-02T10:00",
    "month": "2030-01",
}


@dataclass
class Field:
    name: str
    kind: str
    value: str
    is_required: bool
    most: int  # characters


@dataclass
class Form:
    action: str
    fields: list[Field] = field(default_factory=list)
    button: dict[str, str] = field(default_factory=dict)  # the last one, which sends the whole

    def typed(self) -> dict[str, str]:
        """Give what somebody would send who writes something in each field."""
        return {each.name: _typed(each) for each in self.fields} | self.button

    @property
    def has_text(self) -> bool:
        return any(each.kind in TEXTS for each in self.fields)


class Forms(HTMLParser):
    """The forms of the main part of a page that send something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select: Field | None = None
        self._is_in_main = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._is_in_main = True
        elif tag == "form" and self._is_in_main and told.get("method", "").lower() == "post":
            self._open = Form(told.get("action", ""))
            self.found.append(self._open)
        elif tag == "option" and self._select and told.get("value") and not self._select.value:
            self._select.value = told["value"]
        elif tag in {"input", "textarea", "select"} and self._open and told.get("name"):
            self._add(self._open, tag, told)
        elif tag == "button" and self._open and told.get("type", "submit") == "submit":
            self._open.button = {told["name"]: told.get("value", "")} if told.get("name") else {}

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._is_in_main = False
        elif tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None

    def _add(self, form: Form, tag: str, told: dict[str, str]) -> None:
        kind = told.get("type", "text") if tag == "input" else tag
        known = next((each for each in form.fields if each.name == told["name"]), None)
        if known or "disabled" in told:
            return
        most = int(told.get("maxlength") or 10_000)
        made = Field(told["name"], kind, told.get("value", ""), "required" in told, most)
        form.fields.append(made)
        if tag == "select":
            self._select = made


def _typed(one: Field) -> str:
    if one.kind in TEXTS:
        return f"Écrit par Camille, {one.name}"[: one.most]
    return TYPED.get(one.kind, one.value or "on")
