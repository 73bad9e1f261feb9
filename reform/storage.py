from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip, without brotli: at its highest level it takes most of a minute for a few per cent."""

    def create_compressor(self, **kwargs):
        return Compressor(use_brotli=False, **kwargs)
