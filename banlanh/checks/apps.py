from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "banlanh.checks"

    def ready(self):
        from . import claims  # noqa: F401  enters the claims
