"""The terminal: command line, app, keys, themes, and widgets that know no step.

With the Kitty keyboard protocol Textual 8.2.8 garbles an IME commit of five
characters or more, so it is off before textual is first imported.
"""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
