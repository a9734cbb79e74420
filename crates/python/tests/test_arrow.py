"""Arrow tables in and out, and what reads them."""

import datetime
import json

import pytest

import copydesk

pa = pytest.importorskip("pyarrow")


def table(articles, **more):
    columns = {name: [article[name] for article in articles] for name in ("id", "text", "headline", "published")}
    return pa.RecordBatch.from_pydict({**columns, **more})


def test_a_table_has_the_rows_that_annotate_gives(news, articles):
    rows = news.annotate_arrow(table(articles)).to_pylist()
    for article, row in zip(articles, rows, strict=True):
        record = news.annotate(article["text"], article["published"], headline=article["headline"])
        assert row["error"] is None and row["id"] == article["id"] and row["text"] == record["text"]
        assert [[t["start"], t["end"]] for t in row["tokens"]] == record["tokens"]
        assert [q["speaker"] for q in row["quotes"]] == [q["speaker"] for q in record["quotes"]]
        assert [d["value"] for d in row["dates"]] == [d["value"] for d in record["dates"]]
        assert row["meta"]["headline"] == record["meta"]["headline"]


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_every_kind_of_string_is_read(news, kind):
    kinds = {"string": pa.string(), "large_string": pa.large_string(), "string_view": pa.string_view()}
    batch = pa.RecordBatch.from_pydict({"text": pa.array(["Rain fell.", None, "Snow fell."], kinds[kind])})
    done = news.annotate_arrow(batch).to_pylist()
    assert [row["text"] for row in done] == ["Rain fell.", None, "Snow fell."]
    assert [row["error"] and row["error"]["stage"] for row in done] == [None, "read", None]


def test_columns_may_have_other_names(news):
    batch = pa.RecordBatch.from_pydict({"body": ["Rain fell on Tuesday."], "day": ["2024-05-15"], "key": ["k"]})
    [row] = news.annotate_arrow(batch, text="body", published="day", id="key").to_pylist()
    assert (row["id"], row["dates"][0]["value"]) == ("k", "2024-05-14")


@pytest.mark.parametrize("kind", [pa.string(), pa.date32(), pa.timestamp("us"), pa.timestamp("ns", "UTC")])
def test_a_day_may_be_a_string_a_date_or_a_time(news, kind):
    day = datetime.datetime(2024, 5, 15, 12) if pa.types.is_timestamp(kind) else datetime.date(2024, 5, 15)
    days = pa.array([str(day) if kind == pa.string() else day, None], kind)
    batch = pa.RecordBatch.from_pydict({"text": ["Rain fell on Tuesday."] * 2, "published": days})
    rows = news.annotate_arrow(batch).to_pylist()
    assert [row["error"] for row in rows] == [None, None]
    assert rows[0]["dates"][0]["value"] == "2024-05-14" and rows[1]["dates"][0]["value"] != "2024-05-14"


def test_a_wrong_column_is_told_by_name(news):
    rain = pa.RecordBatch.from_pydict({"text": ["Rain."]})
    for role in ("text", "id", "published"):
        with pytest.raises(KeyError, match="body"):
            news.annotate_arrow(rain, **{role: "body"})
    with pytest.raises(TypeError, match="int64"):
        news.annotate_arrow(pa.RecordBatch.from_pydict({"text": [1, 2]}))


def test_the_schema_is_that_of_the_rows_and_threads_change_nothing(news, articles):
    many = [{**article, "id": f"{n}-{article['id']}"} for n in range(8) for article in articles]
    one = news.annotate_arrow(table(many))
    assert one.schema == news.output_schema()
    assert one["id"].to_pylist() == [article["id"] for article in many]
    assert one["text"].to_pylist() == one["text"].to_pylist()[: len(articles)] * 8
    for jobs in (2, 3, 200, 2**63):
        assert news.annotate_arrow(table(many), jobs=jobs) == one
    assert news.annotate_arrow(table(articles).slice(0, 0)).num_rows == 0


def test_polars_and_duckdb_take_the_table_in_memory(news, articles):
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    done = pa.Table.from_batches([news.annotate_arrow(table(articles))])
    asked = "select q.speaker from (select unnest(quotes) q from done) where q.speaker is not null"
    by_duckdb = sorted(speaker for (speaker,) in duckdb.sql(asked).fetchall())
    by_polars = polars.from_arrow(done)["quotes"].explode().struct.field("speaker").drop_nulls().to_list()
    assert by_duckdb == sorted(by_polars) and "Mairéad Culhane" in by_duckdb


def test_an_article_that_fails_loses_nothing_else(picky):
    desk = copydesk.Pipeline.from_toml(picky)
    texts = ["Rain fell.", "A broken wall.", None, "It went boom.", "Snow fell."]
    rows = desk.annotate_arrow(pa.RecordBatch.from_pydict({"id": list("abcde"), "text": texts}), jobs=2).to_pylist()
    assert [row["id"] for row in rows] == list("abcde")
    assert [row["error"] and row["error"]["stage"] for row in rows] == [None, "exec", "read", "exec", None]
    assert rows[1]["error"]["message"] == "a broken article"
    assert rows[0]["sentences"] and rows[4]["sentences"] and rows[1]["text"] is None


def test_json_of_a_row_is_plain_json(news, articles):
    [row] = news.annotate_arrow(table(articles[:1], desk=["metro"])).to_pylist()
    assert json.loads(row["meta"]["extra"]) == {"desk": "metro"}
