"""One text, many texts, wrong pipelines, forks and threads."""

import datetime
import json
import multiprocessing
import os
import pickle
import threading
import time

import pytest

import copydesk

TEXT = "“The bridge held,” Mayor Mara Okafor said on Tuesday. The crossing opened again in Kelmouth.\n"


def test_a_record_has_what_the_command_writes(news):
    record = news.annotate(TEXT, published="2024-05-15", headline="Bridge opens", desk="metro")
    quote = record["quotes"][0]
    start, end = quote["content"][0]
    assert record["text"][start:end] == "“The bridge held,”"
    assert (quote["speaker"], record["dates"][0]["value"]) == ("Mara Okafor", "2024-05-14")
    assert record["meta"]["headline"] == "Bridge opens" and record["meta"]["extra"] == {"desk": "metro"}
    assert news.annotate(TEXT, published=datetime.date(2024, 5, 15))["dates"] == record["dates"]


def test_a_text_that_is_none_is_a_type_error(news):
    with pytest.raises(TypeError, match="NoneType"):
        news.annotate(None)


def test_many_come_in_order_and_a_bad_one_is_a_record_and_no_exception(news):
    given = [f"Rain fell on Kelmouth {n} times." for n in range(200)]
    given[70], given[130] = None, {"id": "b", "txt": "no text"}
    for jobs in (1, 2, 8):
        records = list(news.annotate_many(iter(given), jobs=jobs))
        assert len(records) == 200
        failed = [n for n, record in enumerate(records) if "error" in record]
        assert failed == [70, 130] and records[130]["id"] == "b"
        assert all(str(n) in record["text"] for n, record in enumerate(records) if n not in failed)


def test_a_stage_that_fails_is_an_exception_alone_and_a_record_among_many(picky):
    desk = copydesk.Pipeline.from_toml(picky)
    with pytest.raises(copydesk.ArticleError, match="a broken article") as caught:
        desk.annotate("A broken wall.", id="w")
    assert (caught.value.id, caught.value.stage) == ("w", "exec")
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message
    records = list(desk.annotate_many(["Rain fell.", "A broken wall.", "It went boom.", "Snow fell."], jobs=2))
    assert [record.get("stage") for record in records] == [None, "exec", "exec", None]
    assert records[3]["text"] == "Snow fell."


def test_an_iterable_is_taken_bit_by_bit(news):
    taken = []

    def endless():
        n = 0
        while True:
            taken.append(n)
            yield f"Rain fell {n} times."
            n += 1

    records = news.annotate_many(endless(), jobs=2)
    assert "0" in next(records)["text"] and len(taken) < 200


def test_everything_wrong_with_a_pipeline_is_told_at_once():
    wrong = '[[stage]]\nuse = "tokeniser"\n[[stage]]\nuse = "summarizer"\nbugdet = 3\n'
    with pytest.raises(copydesk.PipelineError) as caught:
        copydesk.Pipeline.from_toml(wrong)
    problems = caught.value.problems
    assert (problems[0].line, problems[0].column) == (2, 7) and "tokenizer" in problems[0].help
    assert any(problem.line == 5 and "budget" in problem.help for problem in problems)
    assert "^^^" in str(caught.value)


def test_a_pipeline_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing.toml"):
        copydesk.Pipeline.from_toml(tmp_path / "missing.toml")


def test_stages_are_listed_and_pickling_sends_the_text(news):
    assert [stage["stage"] for stage in news.stages][:2] == ["cleaner", "tokenizer"]
    assert news.stages[-1]["options"]["budget"] == 3
    sent = pickle.dumps(news)
    assert len(sent) < 10_000
    assert pickle.loads(sent).annotate(TEXT) == news.annotate(TEXT)


def test_a_hundred_threads_share_a_pipeline(news, articles):
    expected = [news.annotate(article["text"]) for article in articles[:4]]
    found = {}

    def work(n):
        found[n] = news.annotate(articles[n % 4]["text"])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[n] == expected[n % 4] for n in range(100))


def test_other_threads_run_while_stages_do(news, articles):
    many = [article["text"] for article in articles] * 10
    worker = threading.Thread(target=lambda: news._core.annotate([json.dumps({"text": text}).encode() for text in many], 1))
    ticks = [time.monotonic()]
    worker.start()
    while worker.is_alive():
        time.sleep(0.001)
        ticks.append(time.monotonic())
    longest = max(after - before for before, after in zip(ticks, ticks[1:]))
    assert longest < (ticks[-1] - ticks[0]) / 2


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def forked(children, work):
    """Runs `work` in child processes, all of which must end well within ten seconds."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=work) for _ in range(children)]
    for process in processes:
        process.start()
    deadline = time.monotonic() + 10
    for process in processes:
        process.join(max(0, deadline - time.monotonic()))
    hang = [process for process in processes if process.is_alive()]
    for process in hang:
        process.kill()
    assert not hang and [process.exitcode for process in processes] == [0] * children


@needs_fork
def test_a_forked_child_annotates_too(news):
    expected = list(news.annotate_many([TEXT] * 100, jobs=4))

    def work():
        assert list(news.annotate_many([TEXT] * 100, jobs=4)) == expected

    busy = threading.Thread(target=lambda: list(news.annotate_many([TEXT] * 3000, jobs=4)))
    busy.start()
    forked(8, work)
    busy.join()


@needs_fork
def test_a_forked_child_has_programs_of_its_own(picky):
    desk = copydesk.Pipeline.from_toml(picky)
    desk.annotate("Rain fell.")  # and the program waits for more

    def work():
        for n in range(20):
            assert str(n) in desk.annotate(f"Rain fell {n} times.")["text"]

    forked(2, work)
    assert desk.annotate("Snow fell.")["text"] == "Snow fell."


def test_the_record_goes_to_spacy(news):
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Doc

    text = "MINISTER QUITS\n\n“It held,”  Mayor Mara Okafor said on Tuesday.\n"
    shaped = copydesk.to_spacy_json(news.annotate(text, published="2024-05-15"))
    doc = Doc(spacy.blank("en").vocab).from_json(shaped)
    assert doc.text == text
    assert "Mara Okafor" in [entity.text for entity in doc.ents]
    assert [span.text for span in doc.spans["quotes"]] == ["“It held,”"]


def test_white_space_becomes_tokens_as_spacy_has_them(news):
    text = "MINISTER QUITS\n\n“It held,”  Mayor Mara Okafor said.\n"
    shaped = copydesk.to_spacy_json(news.annotate(text))
    tokens = shaped["tokens"]
    rebuilt, at = "", 0
    for token in tokens:
        assert token["start"] - at in (0, 1)
        rebuilt += " " * (token["start"] - at) + text[token["start"] : token["end"]]
        at = token["end"]
    assert rebuilt == text
