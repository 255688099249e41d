"""What the server scenarios share: the files that lie on servers, the subject's own one, and how listings show them."""
