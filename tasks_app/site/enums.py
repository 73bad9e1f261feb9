from enum import StrEnum


class Cost(StrEnum):
    """What makes a request dear to the machine; each has a limit of its own."""

    FILES = "files"  # a workbook, a document or a PDF is made
    UPLOADS = "uploads"  # an office file is read cell by cell
    BOARDS = "boards"  # figures of the whole province, of any day; and the search through everything
    STRANGERS = "strangers"  # answered before anybody has signed in
