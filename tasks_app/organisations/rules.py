"""What of an organisation is put right, and what only a reorganisation changes."""

# What holds on every day alike when it is corrected; its type, district and days change by reorganisations alone.
CORRECTED = ("name_vi", "name_en", "short_vi", "short_en", "order")
