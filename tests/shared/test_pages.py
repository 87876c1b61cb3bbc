"""What is asked once a page is asked again on the next, and each time where something may have been written."""

from frenchimpact.shared.pages import once_a_page, one_page


def test_a_question_is_asked_once_a_page() -> None:
    asked: list[str] = []

    @once_a_page
    def edition() -> int:
        asked.append("?")
        return len(asked)

    with one_page():
        on_one_page = [edition(), edition()]
    with one_page():
        on_the_next = edition()
    elsewhere = [edition(), edition()]

    assert (on_one_page, on_the_next, elsewhere) == ([1, 1], 2, [3, 4])
