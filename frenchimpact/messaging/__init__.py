"""The outbox, notices, preferences and digests.

An e-mail is a row before it is sent, so that none is lost or sent for nothing. Face: notify, Topic, Email, Notice.
"""
