"""Rules as data, over facts that modules above provide: evaluated to pass, fail or unknown, each with its reason.

Face: calculations (facts, conditions, rules, findings), registry (who provides which facts of what).
"""
