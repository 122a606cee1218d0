"""What the loader inside the installed `aws` makes of pairs of files: a list of [config, credentials] in base64 on standard input,
on standard output a list of { config, credentials, profiles }: whether each file is refused, and what a session would know of each profile.

Version 1 of the CLI uses botocore, version 2 brings its own.
"""

import base64
import json
import os
import sys
import tempfile

try:
    from botocore import configloader
except ImportError:
    from awscli.botocore import configloader


def read(loader, path):
    try:
        return loader(path)
    except Exception as error:
        if type(error).__name__ != "ConfigParseError":
            raise
        return None


def join(config, credentials):
    """As botocore.session.Session.full_config joins them; services beside profiles."""
    profiles = {name: dict(values) for name, values in config["profiles"].items()}
    for name, values in credentials.items():
        profiles.setdefault(name, {}).update(values)
    services = config.get("services")  # Older ones know none.
    return {"profiles": profiles, "services": services and {f"services {name}": values for name, values in services.items()}}


nothing = {"profiles": {}, "services": {}}
out = []
with tempfile.TemporaryDirectory() as folder:
    paths = [os.path.join(folder, name) for name in ("config", "credentials")]
    for pair in json.load(sys.stdin):
        for path, text in zip(paths, pair):
            with open(path, "wb") as file:
                file.write(base64.b64decode(text))
        config, credentials = read(configloader.load_config, paths[0]), read(configloader.raw_config_parse, paths[1])
        out.append({
            "refused": {"config": config is None, "credentials": credentials is None},
            **join(nothing if config is None else config, credentials or {}),
        })
print(json.dumps(out))
