"""Referral: from what a family needs to the service that fits, and on to help that has arrived."""
