SELECT body FROM settings WHERE only = 1
