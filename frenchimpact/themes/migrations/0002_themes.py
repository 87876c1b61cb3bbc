"""The subjects of social innovation, in our words, each with the goals that it serves."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

THEMES = [
    ("logement", "Logement et hébergement", [1, 11]),
    ("alimentation", "Alimentation et agriculture", [2, 12]),
    ("mobilite", "Mobilité", [9, 11]),
    ("emploi", "Emploi et insertion", [1, 8]),
    ("education", "Éducation et formation", [4]),
    ("sante", "Santé et prévention", [3]),
    ("handicap", "Handicap et autonomie", [3, 10]),
    ("grand-age", "Grand âge et liens entre générations", [3, 10]),
    ("petite-enfance", "Petite enfance, familles et parentalité", [3, 4]),
    ("jeunesse", "Jeunesse", [4, 8]),
    ("egalite", "Égalité entre les femmes et les hommes", [5]),
    ("violences", "Lutte contre les violences", [5, 16]),
    ("exclusion", "Lutte contre la pauvreté et l’isolement", [1, 10]),
    ("accueil", "Accueil des personnes réfugiées et migrantes", [10, 16]),
    ("numerique", "Inclusion et communs numériques", [4, 9]),
    ("culture", "Culture et patrimoine", [4, 11]),
    ("sport", "Sport et loisirs pour tous", [3]),
    ("energie", "Énergie et précarité énergétique", [7, 13]),
    ("reemploi", "Réemploi et économie circulaire", [12]),
    ("nature", "Eau, biodiversité et nature", [6, 14, 15]),
    ("climat", "Climat et transitions", [13]),
    ("citoyennete", "Citoyenneté et vie démocratique", [16]),
    ("cooperation", "Coopération et vie des territoires", [11, 17]),
]


def add_themes(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    theme = apps.get_model("themes", "Theme")
    for position, (slug, name, goals) in enumerate(THEMES, start=1):
        theme.objects.update_or_create(slug=slug, defaults={"name": name, "position": position, "goals": goals})


def remove_themes(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("themes", "Theme").objects.filter(slug__in=[slug for slug, *_ in THEMES]).delete()


class Migration(migrations.Migration):
    dependencies = [("themes", "0001_initial")]

    operations = [migrations.RunPython(add_themes, remove_themes)]
