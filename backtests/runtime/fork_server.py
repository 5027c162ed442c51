"""Imported by the fork server: it ends without freeing what it imported, which takes longer."""

from __future__ import annotations

import atexit
import os
import sys

# Whatever else imports this module ends as usual; forked processes do not run exit functions.
if any("multiprocessing.forkserver" in argument for argument in sys.orig_argv):
    atexit.register(os._exit, 0)
