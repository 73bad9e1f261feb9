"""The figures of a run as one table."""

WIDTHS = (44, 9, 9, 9, 9, 9, 9, 9)
HEADS = ("milliseconds", "requests", "failed", "median", "95 %", "99 %", "longest", "a second")


def told(result: dict) -> str:
    where = f"{result['workers']} workers, with {', '.join(result['servers'])}"
    when = f"{result['seconds']} s measured after {result['signing_in']:.0f} s of signing in"
    lines = [
        f"\n{result['people']} people at once, {where}; {when}",
        _row(*HEADS),
        *(_of_page(page) for page in sorted(result["pages"], key=lambda page: -page["p95"])),
        _of_page(result["total"] | {"name": "all"}),
        *(_of_page(page) for page in result["sign_ins"]),
        "memory of gunicorn: {before:.0f} MB before, {most:.0f} MB at most, {after:.0f} MB after".format_map(
            result["memory"]
        ),
    ]
    if result["total"]["requests"]:
        cost = result["processor_seconds"] / result["total"]["requests"]
        lines.append(f"processor time of gunicorn: {result['processor_seconds']:.0f} s, {cost * 1000:.0f} ms a request")
    lines += [f"FAILED {one['times']} × {one['name']}: {one['error']}" for one in result["failures"]]
    lines += [f"IN THE LOG {line}" for line in result["errors_in_log"][:20]]
    return "\n".join(lines)


def _of_page(page: dict) -> str:
    numbers = [f"{page[name]:.0f}" for name in ("requests", "failed", "median", "p95", "p99", "longest")]
    return _row(page["name"], *numbers, f"{page['per_second']:.1f}")


def _row(name: str, *cells: str) -> str:
    return name.ljust(WIDTHS[0]) + "".join(cell.rjust(width) for cell, width in zip(cells, WIDTHS[1:], strict=True))
