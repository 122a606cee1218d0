"""What an `aws` of this computer reads: `python3 read-settings.py "SERVICE..." [PROFILE...]` prints settings,
endpoints of these services and credentials as JSON, for each profile or for none. Sends nothing.

Version 1 of the CLI uses botocore, version 2 brings its own.
"""

import json
import sys

try:
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
    from botocore.session import Session
except ImportError:
    from awscli.botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
    from awscli.botocore.session import Session

places = {"profile", "config_file", "credentials_file"}
names = [name for name in BOTOCORE_DEFAUT_SESSION_VARIABLES if name not in places]
# The services' models, which are most of the work: the same for every profile.
models = Session().get_component("data_loader")


def read(profile):
    session = Session(profile=profile)
    session.register_component("data_loader", models)
    scoped = session.get_scoped_config()
    found = None if "role_arn" in scoped else session.get_credentials()
    frozen = found and found.get_frozen_credentials()
    return {
        "variables": {name: session.get_config_variable(name) for name in names},
        "s3": session.get_component("config_store").get_config_variable("s3"),
        "scoped": scoped,
        "endpoints": {
            name: session.create_client(name).meta.endpoint_url
            for name in services
        },
        "credentials": frozen and [found.method, frozen.access_key, frozen.token],
        "account": getattr(frozen, "account_id", None),
    }


services = sys.argv[1].split()
print(json.dumps([read(profile) for profile in sys.argv[2:] or [None]], default=str))
