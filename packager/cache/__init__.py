"""What was built before and need not be built again.

An entry's name is a hash of everything that decides on its content: every file that reading a module may
open, the overlay, the order, Poiju's own files and the libraries' (`fingerprint`, `inputs`). Nothing here is
found by a date. This package imports no library, so that finding everything costs little more than hashing.
"""
