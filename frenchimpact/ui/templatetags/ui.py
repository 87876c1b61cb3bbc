"""Filters of the interface: French numbers, dates and plurals, cheap because they answer strings."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from frenchimpact.ui import words
from frenchimpact.ui.marks import mark_of

register = template.Library()


@register.filter
def number(value: object, decimals: int = 0) -> str:
    """`12 345,6`: thin non-breaking spaces between thousands, a comma, and nothing at all for nothing."""
    if value is None or value == "":
        return ""
    try:
        return words.number(Decimal(str(value)), decimals)
    except InvalidOperation:
        return str(value)


@register.filter
def plain(value: Decimal) -> str:
    """`12 345,6` with no more decimals than it has: a measure is kept with three, which mostly are zeros."""
    exponent = value.normalize().as_tuple().exponent
    return words.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


@register.filter
def percent(value: object, decimals: int = 0) -> str:
    """`0.123` is « 12 % »: the value is a share between 0 and 1."""
    if value is None or value == "":
        return ""
    try:
        share = Decimal(str(value)) * 100
    except InvalidOperation:
        return str(value)
    return f"{words.number(share, decimals)}\u202f%"


@register.filter
def days_in_words(days: int) -> str:
    """Tell « 3 ans » for 1095 days."""
    return words.days_in_words(days)


@register.filter
def long_date(value: date | datetime | None) -> str:
    """« 1er septembre 2019 »; an instant is told in Paris time."""
    if value is None:
        return ""
    return words.long_date(localtime(value).date() if isinstance(value, datetime) else value)


@register.filter
def date_with_precision(value: date | None, precision: str = "day") -> str:
    """Tell a date no more precisely than it is known: « 2019 », « mars 2019 », « 12 mars 2019 »."""
    return "" if value is None else words.date_with_precision(value, precision)


@register.filter
def nbsp(value: object) -> SafeString:
    """Put the non-breaking spaces of French typography into a text that came without them."""
    return mark_safe(words.non_breaking(conditional_escape(str(value) if not isinstance(value, SafeString) else value)))  # noqa: S308  # escaped just before


@register.filter
def plural(count: int | None, forms_: str) -> str:
    """`{{ 3|plural:"territoire,territoires" }}` is « 3 territoires »; in French zero is singular."""
    one, _, many = forms_.partition(",")
    return f"{words.number(Decimal(count or 0))}\u00a0{words.plural(count or 0, one, many)}"


@register.filter(name="words")
def words_for(count: int | None, forms_: str) -> str:
    """Choose the words without the number, where it stands elsewhere: `{{ 1|words:"Voir ce lieu,Voir ces lieux" }}`."""
    one, _, many = forms_.partition(",")
    return words.plural(count or 0, one, many)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell whether the field is several inputs, which a legend names and not a label."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget)


@register.filter
def is_select(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.Select)


@register.filter
def with_class(field: BoundField, name: str) -> SafeString:
    """Write the input of a field with a class of the State’s design system; a select has its own."""
    return field.as_widget(attrs={"class": name.replace("input", "select") if is_select(field) else name})


@register.filter
def mark(name: str) -> SafeString:
    """Draw the mark of whoever has no picture: « <c-entity><c-slot name="mark">{{ name|mark }}</c-slot> »."""
    return mark_safe(mark_of(name))  # noqa: S308  # our own drawing: the letters of the name are escaped in it


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> SafeString:
    """Show once more what a page wrote in a block above: the title, in what is read by those who share the page."""
    block: BlockNode = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.render(context)
