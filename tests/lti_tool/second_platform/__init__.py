"""The tool against a platform that is not ours: lti1p3platform, in a course of its own over HTTP."""
