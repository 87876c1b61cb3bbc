"""People, how they sign in, and the capacities they are appointed to.

Face: User, Visitor, Appointment, appoint_operator.
"""
