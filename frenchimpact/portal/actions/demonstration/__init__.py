"""The demonstration: invented people, organisations, collectives and applications, made by the real actions.

What should have happened in the past is done at that date where the action is told the date, and moved there after it
where the action reads the clock. The journal keeps the day on which the demonstration was made.
"""
