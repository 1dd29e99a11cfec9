"""Measurements, each a ratio to a floor or a peer of the same run; docs/performance.md tells how to repeat."""
