"""Pages and addresses: each view reads a request, calls services and answers; `table.py` lists them."""
