"""The project. Celery's app is made by who works with it (`celery -A reform`): pages hand no jobs over."""
