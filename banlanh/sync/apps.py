from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "banlanh.sync"

    def ready(self):
        from . import registry

        registry.discover()
