"""`python -m tui`: the same as `kikitori`."""

from __future__ import annotations

import sys

from tui.cli import main

sys.exit(main())
