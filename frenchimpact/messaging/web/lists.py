"""Lists of what a person was told, and of the development mailbox."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django_filters import CharFilter, ChoiceFilter, FilterSet

from frenchimpact.messaging.models import MailboxItem, Notice, NoticeQuerySet, Topic
from frenchimpact.ui.listing import Column, List

READ_STATES = {"a-lire": "à lire", "lues": "lues"}


class NoticeFilters(FilterSet):
    etat = ChoiceFilter(label="État", choices=list(READ_STATES.items()), method="by_state", empty_label="Toutes")
    sujet = ChoiceFilter(label="Sujet", field_name="topic", choices=Topic.choices, empty_label="Tous les sujets")

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_state(self, notices: NoticeQuerySet, _name: str, value: str) -> QuerySet[Notice]:
        return notices.unread() if value == "a-lire" else notices.read()


class MailboxFilters(FilterSet):
    a = CharFilter(label="À", field_name="to", lookup_expr="icontains")
    objet = CharFilter(label="Objet", field_name="subject", lookup_expr="unaccent__icontains")

    class Meta:
        model = MailboxItem
        fields: list[str] = []


NOTICES = List[Notice](
    name="notifications",
    columns=[
        Column("quand", "Date", lambda notice: f"{localtime(notice.created_at):%d/%m/%Y %H:%M}", sort="created_at"),
        Column("titre", "Titre", lambda notice: notice.title),
        Column("texte", "Texte", lambda notice: notice.text),
        Column("sujet", "Sujet", lambda notice: notice.get_topic_display()),
        Column("etat", "État", lambda notice: "lue" if notice.read_at else "à lire"),
    ],
    default_sort="-quand",
    filters=NoticeFilters,
    per_page=20,
    empty="Rien ici pour l’instant : ce qui vous concerne s’affichera sur cette page.",
    card="messaging/_notice.html",
    noun="notification,notifications",
)

MAILBOX = List[MailboxItem](
    name="courriels",
    columns=[
        Column("quand", "Reçu le", lambda item: f"{localtime(item.received_at):%d/%m/%Y %H:%M:%S}", sort="received_at"),
        Column("a", "À", lambda item: item.to, sort="to"),
        Column(
            "objet",
            "Objet",
            lambda item: item.subject,
            sort="subject",
            link=lambda item: reverse("messaging:mailbox_item", args=[item.pk]),
        ),
    ],
    default_sort="-quand",
    filters=MailboxFilters,
    per_page=30,
    empty="Aucun courriel ici : connectez-vous par un lien, le site vous en avertira par un courriel.",
    noun="courriel,courriels",
)
