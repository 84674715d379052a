"""Reference documents made from the code: OpenAPI, AsyncAPI, and the pages a person reads."""
