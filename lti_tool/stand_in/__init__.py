"""A small LTI 1.3 platform on loopback: to click through without a Moodle, and to test against over HTTP.

It keeps everything in memory, knows no passwords, and treats scores as Moodle does.
"""
