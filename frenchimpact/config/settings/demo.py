"""`make demo`: fictional people and content, a database of its own, a page to enter as each of them."""

from frenchimpact.config.settings import environment as env
from frenchimpact.config.settings.base import DATA
from frenchimpact.config.settings.local import *  # noqa: F403

DATA = DATA if DATA.name == "demo" else DATA / "demo"
DATABASES = {"default": env.database(DATA)}
STORAGES = env.storages(DATA)
SECRET_KEY = env.secret_key(DATA)
DEMO = True
SECOND_FACTOR_REQUIRED = False  # its people are invented, and enter by a button; their account says so
DEMO_SEEDS = ["frenchimpact.portal.actions.seed_demo"]
