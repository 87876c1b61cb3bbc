"""What every module may use: Refusal, access declarations, read-only GET, public ids.

No models, no trade word, at most 500 lines.
"""
