"""What an official document (公文) is, free of layout and of where its text came from."""
