"""Tests of the tool's commands."""
