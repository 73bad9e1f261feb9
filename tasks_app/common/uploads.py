"""A request that is too large is turned away before anything of it is stored."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

READ_AT_MOST = 5  # times the limit; who sends more is cut off


class SizeLimitHandler(FileUploadHandler):
    """Stands before Django's own handlers. Marks the request by ``is_too_large``.

    The files are skipped, but the body is read to its end: the fields beside them are typed text that must not be
    lost, and a browser that is still sending would not show the answer.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's
        self.length = content_length
        self.request.is_too_large = content_length > settings.UPLOAD_REQUEST_BYTES

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if self.length > READ_AT_MOST * settings.UPLOAD_REQUEST_BYTES:
            raise StopUpload(connection_reset=True)
        if self.request.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
