"""Settings of the tests: a data folder of their own, so that they never see what a person has written."""

from frenchimpact.config.settings import environment as env
from frenchimpact.config.settings.base import *  # noqa: F403
from frenchimpact.config.settings.base import DATA

DATA = DATA / "test"
DATABASES = {"default": env.database(DATA)}
DATABASES["default"]["OPTIONS"].pop("pool")  # tests open and drop databases
DATABASES["default"]["OPTIONS"]["options"] = "-c frenchimpact.tests_may_empty=on"  # the journal, between two tests
STORAGES = env.storages(DATA)
SECRET_KEY = "for tests only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEFAULT_FROM_EMAIL = "French Impact <ne-pas-repondre@localhost>"
WHITENOISE_AUTOREFRESH = True  # files are found when asked for: each test client would list them all
SECOND_FACTOR_REQUIRED = False  # tests of the second factor turn it on
