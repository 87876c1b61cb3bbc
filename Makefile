# Every command of the project; `make help` lists them. Works with GNU make 3.81 (macOS) and later.
PY = .venv/bin/python
LOCKS = requirements.lock
JOBS ?= 2

.DEFAULT_GOAL = help
.PHONY: help setup run demo test check bench nightly clean lock tools

help: ## affiche cette aide
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: ## installe les bibliothèques dans .venv (fait aussi par les autres commandes)
	@sh scripts/setup.sh $(LOCKS)

run: setup ## lance le site sur http://localhost:8000 (PORT=9000 make run pour un autre port)
	@$(PY) -m frenchimpact up

demo: setup ## lance une démonstration : personnes et contenus fictifs, base séparée
	@$(PY) -m frenchimpact up --demo

tools:
	@sh scripts/setup.sh requirements.lock requirements-test.lock requirements-check.lock

test: ## passe tous les tests
	@sh scripts/setup.sh requirements.lock requirements-test.lock
	@sh scripts/test.sh

check: tools ## vérifie le style, les types, les contrats entre modules et la configuration
	@sh scripts/check.sh

bench: ## mesure les performances et écrit docs/bench.md
	@sh scripts/setup.sh requirements.lock requirements-test.lock
	@$(PY) scripts/bench.py

nightly: tools ## passe ce qui est trop long pour chaque changement, et cherche les failles connues
	@sh scripts/nightly.sh

lock: ## réécrit les fichiers requirements*.lock d’après pyproject.toml (demande uv)
	@sh scripts/lock.sh

clean: ## efface ce qui peut être refait (jamais .data, vos données)
	@rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
