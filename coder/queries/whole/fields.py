"""Fields that records of many sections have."""

from coder.queries.whole.shape import Field, Kind

UUID = Field("uuid", Kind.UUID, "What makes it the same thing in another project.", "id")
AT = Field(
    "at",
    Kind.INSTANT,
    "When, UTC, ISO 8601; not there where it came from a table, whose reading is no date of its own.",
    "created_at",
    default="",
)
START = Field("start", Kind.NUMBER, "Unicode code points from the beginning of that version of the text.")
END = Field("end", Kind.NUMBER, "Exclusive.")
VERSION = Field("version", Kind.VERSION, "The version of the source's text in which offsets count.", "source_text_id")
SOURCE = Field("source", Kind.SOURCE, "", "source_id")
CODE = Field("code", Kind.CODE, "", "code_id")
CODER = Field("coder", Kind.CODER, "", "coder_id")
BY = Field("by", Kind.CODER, "Whoever decided it.", "decided_by")
WRITTEN = Field("by", Kind.CODER, "Whoever wrote it.", "written_by")
