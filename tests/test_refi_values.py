"""What stands in attributes of other programs' files: dates as they write them."""

import pytest

from coder.readers.refi.values import instant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2014-02-04T10:30:00Z", "2014-02-04T10:30:00+00:00"),
        ("2014-02-04T10:30:00+02:00", "2014-02-04T08:30:00+00:00"),
        ("2014-02-04T10:30:00", "2014-02-04T10:30:00+00:00"),
        ("2014-02-04T10:30:00.1234567Z", "2014-02-04T10:30:00.123456+00:00"),
        ("2014-02-04T10:30:00.5+01:00", "2014-02-04T09:30:00.500000+00:00"),
        (" 2014-02-04T10:30:00Z\n", "2014-02-04T10:30:00+00:00"),
    ],
)
def test_an_instant_is_kept_as_utc_with_or_without_a_zone(written: str, meant: str) -> None:
    assert instant(written) == meant


@pytest.mark.parametrize("written", [None, "", "i går", "2014-02-31T10:30:00Z", "0001-01-01T00:00:00+14:00", "10:30"])
def test_none_is_made_up(written: str | None) -> None:
    assert instant(written) == ""
