"""Every door, with an answer of one line where there is no page.

The page itself is the same for all that is denied: it is looked at elsewhere, and drawing it tens of thousands of times
took most of the matrix's time.
"""

from django.http import HttpRequest, HttpResponseNotFound

from tests.permissions.every_door import urlpatterns

__all__ = ["handler404", "urlpatterns"]


def handler404(_request: HttpRequest, exception: Exception) -> HttpResponseNotFound:
    """Tell what the view said of what it denied, which must be no secret."""
    return HttpResponseNotFound(str(exception))
