"""What words on careers pages mean: roles, places, pay, labels, in many languages.

Pure text: nothing here knows of HTML.
"""
