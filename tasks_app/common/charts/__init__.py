"""Line charts: where everything of one stands. Pure geometry; ``{% line_chart %}`` draws what comes out.

A page gives a ``LineChart``, words and figures. The drawing has a fixed width and is scaled; the stylesheet keeps
the letters readable, and never makes them larger than ``LETTER``.
"""

from tasks_app.common.charts.drawing import Drawing, draw
from tasks_app.common.charts.lines import Kind, Line, LineChart, Table, across

__all__ = ["Drawing", "Kind", "Line", "LineChart", "Table", "across", "draw"]
