"""Measurements, each a ratio to a floor or a peer in the same run; docs/performance.md says how to repeat."""
