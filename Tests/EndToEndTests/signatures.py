"""Checks that requests are signed as Standard Webhooks has it: signatures.py KEY FILE, a request a line."""

import base64
import hashlib
import hmac
import json
import sys

key = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
requests = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
for request in requests:
    signed = f"{request['id']}.{request['timestamp']}.".encode() + base64.b64decode(request["body"])
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(expected, request["signature"]):
        sys.exit(f"{request['id']} is signed {request['signature']}, not {expected}")
print(len(requests), "signed")
