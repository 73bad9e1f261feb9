from enum import Enum


class Fate(Enum):
    """What becomes of a field when somebody who left is anonymised."""

    POSITION = "the position that was held stands in its place"
    GOES = "emptied, or replaced by something that says nothing"
    ROW_GOES = "the row is deleted"
    ENDS = "the row ends, so that nothing is opened by it"
    WORDED = "the name in it gives way to the position, addresses to nothing"
    POINTS = "still names him, by his position"
    STAYS = "a document, or the work itself: it stays word for word"
