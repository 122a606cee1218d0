"""The writer inside the installed `aws configure set`: python3 foreign-writer-aws.py FILE aws PAUSE ROUNDS SEED

Prints one line at the end, `{ edits, lost }`, as foreign-writer.cjs does.
"""

import json
import random
import sys
import time

from awscli.customizations.configure.writer import ConfigFileWriter

path, _, _, rounds, seed = sys.argv[1:]
random.seed(int(seed))


def is_there(edit):
    with open(path, encoding="utf-8") as file:
        return f"aws_secret_access_key = theirs/{edit}\n" in file.read()


lost = 0
for edit in range(1, int(rounds) + 1):
    values = {"__section__": "by-aws", "aws_access_key_id": "AKIAFOREIGN", "aws_secret_access_key": f"theirs/{edit}"}
    ConfigFileWriter().update_config(values, path)
    tries = 0
    while not is_there(edit) and tries < 100:
        tries += 1
        time.sleep(0.02)
    lost += not is_there(edit)
    time.sleep(random.random() * 0.03)
print(json.dumps({"edits": int(rounds), "lost": lost}))
