from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip, without brotli: at its highest level it takes most of a minute for a few per cent."""

    # For everybody: a web server of its own user may deliver them. Uploaded files are for the program alone.
    file_permissions_mode = 0o644
    directory_permissions_mode = 0o755

    def create_compressor(self, **kwargs):
        return Compressor(use_brotli=False, **kwargs)
