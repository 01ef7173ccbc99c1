"""What the web server loads."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from banlanh.serving import WORKERS, keep_to_one_processor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded by now stays: looking for cycles among it made the slowest pages after an event a fifth slower.
gc.freeze()
# What pages leave behind is cleared away often: at 50,000 one page in thirty waited for all of it, 50 ms on top.
gc.set_threshold(10_000, 20, 20)

keep_to_one_processor(settings.DATA_DIR, workers=int(os.environ.get(WORKERS, "0")))
