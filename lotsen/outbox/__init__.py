"""The mails Lotsen sends: stored with the change they speak of, sent after it, never twice."""
