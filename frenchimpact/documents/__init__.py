"""Files by content hash, held until they are known to be clean. Face: Document, store_document, open_document."""
