from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "banlanh.records"

    def ready(self):
        from . import registry

        registry.discover()
