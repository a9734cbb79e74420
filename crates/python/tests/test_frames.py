"""Data frames in and out, missing values of every kind, streams of Arrow tables, and what is refused."""

import datetime
import math
import warnings

import pytest

import copydesk

pd = pytest.importorskip("pandas")

TEXT = "“The bridge held,” Mayor Mara Okafor said on Tuesday. The crossing opened again in Kelmouth."


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "key": ["a", "b", "c"],
            "body": [TEXT, None, TEXT],
            "day": [pd.Timestamp("2024-05-15"), pd.NaT, pd.Timestamp("2024-05-22")],
            "desk": pd.Categorical(["metro", None, "sport"]),
            "score": [1.5, math.nan, math.nan],
        },
        index=[7, 8, 9],
    )


def test_a_pandas_frame_gives_records_row_for_row(news, frame):
    records = news.annotate_frame(frame, text="body", id="key", published="day")
    assert list(records.index) == [7, 8, 9] and list(records["id"]) == ["a", "b", "c"]
    assert [rows[0]["value"] for rows in records["dates"] if rows] == ["2024-05-14", "2024-05-21"]
    assert records["error"][7] is None and records["error"][8]["kind"] == "read"
    assert records["meta"][7]["extra"] == {"desk": "metro", "score": 1.5}
    assert records["meta"][9]["extra"] == {"desk": "sport"}


def test_without_an_id_the_index_is_one(news, frame):
    records = news.annotate_frame(frame[["body"]], text="body", published="published")
    assert list(records["id"]) == ["7", "8", "9"]


def test_a_polars_frame_gives_a_polars_frame(news):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"text": [TEXT, None], "published": [datetime.date(2024, 5, 15), None]})
    records = news.annotate_frame(frame)
    assert isinstance(records, polars.DataFrame) and records["id"].to_list() == ["0", "1"]
    assert records["quotes"].to_list()[0][0]["speaker"] == "Mara Okafor"
    assert records["error"].to_list()[1]["stage"] == "read"


def test_flat_tables_have_a_row_a_thing_and_the_types_that_one_expects(news, frame):
    records = news.annotate_frame(frame, text="body", id="key", published="day")
    tables = copydesk.to_frames(records)
    assert list(tables) == ["articles", "mentions", "quotes", "dates", "summary", "failures"]
    assert list(tables["articles"]["article"]) == ["a", "c"] and list(tables["failures"]["article"]) == ["b"]
    assert tables["articles"]["published"].dt.day.tolist() == [15, 22]
    quotes = tables["quotes"]
    assert quotes["speaker"].tolist() == ["Mara Okafor"] * 2 and str(quotes["entity"].dtype) == "Int64"
    assert str(quotes["kind"].dtype) == "category" and quotes["confidence"].between(0, 1).all()
    first = quotes.iloc[0]
    assert TEXT[first["start"] : first["end"]] == first["text"]
    mentions = tables["mentions"].query("article == 'a'")
    assert [TEXT[m.start : m.end] for m in mentions.itertuples()] == mentions["text"].tolist()


def test_every_shape_of_records_gives_the_same_tables(news):
    pa = pytest.importorskip("pyarrow")
    given = [{"id": "a", "text": TEXT, "published": "2024-05-15"}]
    expected = copydesk.to_frames(news.annotate_many(given))
    table = news.annotate_arrow(pa.Table.from_pylist(given))
    for shape in (table, table.to_pandas(), news.annotate_frame(pd.DataFrame(given))):
        for name, found in copydesk.to_frames(shape).items():
            pd.testing.assert_frame_equal(found, expected[name])


def test_no_records_give_empty_tables_with_their_columns():
    tables = copydesk.to_frames([])
    assert all(table.empty for table in tables.values()) and "speaker" in tables["quotes"].columns


def test_a_missing_value_in_any_column_is_left_out(news):
    missing = [None, math.nan, pd.NaT, pd.NA, float("nan")]
    many = [{"id": str(n), "text": TEXT, "published": value, "headline": value} for n, value in enumerate(missing)]
    with pytest.warns(copydesk.UndatedWarning, match="5 articles"):
        records = list(news.annotate_many(many))
    assert all("error" not in record and record["meta"] == {} for record in records)


def test_numbers_of_numpy_are_numbers(news):
    numpy = pytest.importorskip("numpy")
    record = news.annotate(TEXT, published="2024-05-15", words=numpy.int64(16), share=numpy.float64(0.5))
    assert record["meta"]["extra"] == {"words": 16, "share": 0.5}


def test_tables_and_readers_come_back_as_what_they_were(news, articles):
    pa = pytest.importorskip("pyarrow")
    table = pa.Table.from_pylist(articles)
    done = news.annotate_arrow(table, jobs=2)
    assert isinstance(done, pa.Table) and done["id"].to_pylist() == [article["id"] for article in articles]
    asked = []

    def batches():
        for batch in table.to_batches(max_chunksize=4):
            asked.append(len(batch))
            yield batch

    reader = news.annotate_arrow(pa.RecordBatchReader.from_batches(table.schema, batches()))
    first = reader.read_next_batch()
    assert isinstance(reader, pa.RecordBatchReader) and len(asked) < 4 and first.num_rows == 4
    rest = reader.read_all()
    assert [*first["id"].to_pylist(), *rest["id"].to_pylist()] == done["id"].to_pylist()


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("hello", r"annotate\(text\)"),
        (b"hello", r"annotate\(text\)"),
        ({"text": "hello"}, r"\[mapping\]"),
        (pd.DataFrame({"text": ["hello"]}), "annotate_frame"),
        (7, "int"),
    ],
)
def test_what_is_no_iterable_of_articles_is_refused_with_what_is_right(news, given, right):
    with pytest.raises(TypeError, match=right):
        news.annotate_many(given)


def test_a_table_is_no_iterable_of_articles(news):
    pa = pytest.importorskip("pyarrow")
    with pytest.raises(TypeError, match="annotate_arrow"):
        news.annotate_many(pa.table({"text": ["hello"]}))


def test_a_frame_of_something_else_is_refused(news):
    with pytest.raises(TypeError, match="list"):
        news.annotate_frame([TEXT])
    with pytest.raises(KeyError, match="'body'.*'text'"):
        news.annotate_frame(pd.DataFrame({"text": [TEXT]}), text="body")
    with pytest.raises(ValueError, match="one name"):
        news.annotate_frame(pd.DataFrame([[TEXT, TEXT]], columns=["text", "text"]))
    with pytest.raises(TypeError, match="list"):
        copydesk.to_frames({"id": "a"})


def test_undated_articles_warn_once_and_dated_ones_never(news):
    with pytest.warns(copydesk.UndatedWarning, match="an article has"):
        news.annotate(TEXT)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        news.annotate(TEXT, published="2024-05-15")
        news.annotate("Rain fell on Kelmouth.")


def test_progress_is_shown_by_tqdm(news, capsys):
    pytest.importorskip("tqdm")
    assert len(list(news.annotate_many(["Rain fell."] * 3, progress=True))) == 3
    assert "3/3" in capsys.readouterr().err
