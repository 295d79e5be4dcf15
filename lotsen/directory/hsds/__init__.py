"""Human Services Data Specification 3.0 (Open Referral), read and written. Pure: no store, no web.

The canonical form is `Records`: flat records per table, as in the tabular data package, each with the ids
of what it hangs on. JSON is flattened into it and nested out of it, CSV is it.

Specification: https://docs.openreferral.org/en/3.0/, openreferral/specification (CC BY-SA 4.0). The
declaration is our own; a test compares it with the published schemas.
"""
