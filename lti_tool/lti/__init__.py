"""The adapter around pylti1p3 2.0.0, the only folder that imports it; `docs/lti.md` says what is replaced."""
