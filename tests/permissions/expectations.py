"""What docs/roles.md promises, address by address, written by hand in expected.csv and read here."""

import csv
from pathlib import Path

FILE = Path(__file__).with_name("expected.csv")
# What whoever sits on a committee may where a person may not; elsewhere they are a person.
COMMITTEES = FILE.with_name("expected_committees.csv")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
RARE_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = (
    "anonymous",
    "person",
    "responsible",
    "member",
    "writer",
    "reader",
    "officer",
    "decider",
    "juror",
    "chair",
    "operator",
    "former_operator",
    "suspended",
)
# By whom rare methods are tried in CI: nobody, anybody and who may the most; `make nightly` tries all.
FEW_ROLES = ("anonymous", "person", "operator")
OTHER = "@other"  # after the name of an address: the same address, of a thing with which none of the roles is tied
SIGN_IN = "login"  # a redirection to the page that says how to sign in

# The name of an address, a role and a method, to what is answered: a status, or SIGN_IN.
Expectations = dict[tuple[str, str, str], str]


def expectations() -> Expectations:
    """Read the file; « others » stands for the methods that no other line of the address names."""
    with FILE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with COMMITTEES.open(encoding="utf-8") as file:
        sitting = {(row["name"], row["methods"]): row for row in csv.DictReader(file)}
    for row in rows:
        known = sitting.pop((row["name"], row["methods"]), row | {"juror": row["person"], "chair": row["person"]})
        row.update(juror=known["juror"], chair=known["chair"])
    assert not sitting, f"No such line in expected.csv: {sorted(sitting)}"
    named = {(row["name"], method) for row in rows for method in row["methods"].split()}
    return {
        (row["name"], role, method): row[role]
        for row in rows
        for method in (row["methods"].split() if row["methods"] != "others" else METHODS)
        if row["methods"] != "others" or (row["name"], method) not in named
        for role in ROLES
    }
