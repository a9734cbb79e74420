#!/usr/bin/env python3
"""Take the weighted mean of models of `copydesk train entity-tagger` that share labels, clusters, lists and counts.

  mean.py OUT MODEL:WEIGHT...

A weight is how many seeds a model is the mean of: the mean of models is then that of all their seeds, rounded to a byte twice.
"""
import array
import struct
import sys

MAGIC = b"copyNER4"
SHARED, TRANSITIONS = 5, 8  # parts before the first number are the same in all; parts before the second are of two bytes


def parts(path):
    data = open(path, "rb").read()
    if data[:8] != MAGIC:
        sys.exit(f"{path}: is no model of this version")
    at, found = 8, []
    while at < len(data):
        length = struct.unpack_from("<I", data, at)[0]
        found.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def mean(columns, weights, kind):
    arrays = [array.array(kind, column) for column in columns]
    total = sum(weights)
    return array.array(kind, (round(sum(w * x for w, x in zip(weights, row)) / total) for row in zip(*arrays))).tobytes()


def main(out, named):
    paths, weights = zip(*((path, int(weight)) for path, weight in (name.rsplit(":", 1) for name in named)))
    models = [parts(path) for path in paths]
    with open(out, "wb") as file:
        file.write(MAGIC)
        for number, columns in enumerate(zip(*models)):
            if number < SHARED and len(set(columns)) > 1:
                sys.exit(f"part {number} differs: the models were not made with the same labels and lists")
            part = columns[0] if number < SHARED else mean(columns, weights, "h" if number < TRANSITIONS else "b")
            file.write(struct.pack("<I", len(part)) + part)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
