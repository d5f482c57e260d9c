"""Proves what is public: documents against what they must say, seals against revisions and live pages; reads only."""
