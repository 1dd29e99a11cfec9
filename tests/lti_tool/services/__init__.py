"""Tests of what the tool does, service by service."""
