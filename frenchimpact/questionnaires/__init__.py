"""Versioned questions, answers, drafts, autosave, writing together. Knows no trade word: owners register themselves."""
