# Celery's app has to exist before any job is declared, whoever starts Django.
from reform.celery import app as celery_app

__all__ = ["celery_app"]
