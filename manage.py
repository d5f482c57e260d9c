#!/usr/bin/env python
"""Command line of the project; development settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
