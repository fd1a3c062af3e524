"""Says what readers see of mails: letters.py MAILS.json, a list of mails as they arrived; prints subjects and texts."""

import email
import email.policy
import json
import sys

with open(sys.argv[1]) as file:
    mails = [email.message_from_string(text, policy=email.policy.default) for text in json.load(file)]
json.dump([{"subject": mail["Subject"], "text": mail.get_body(("plain",)).get_content()} for mail in mails], sys.stdout)
