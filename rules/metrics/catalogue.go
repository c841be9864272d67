package metrics

// Default returns what is known without a snapshot: the embedded catalogue, and the conventions of names.
func Default() *DB { return &DB{} }
